package io.tributary.torture.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a run came to: its exit code, and what it wrote. */
public record Ended(int exitCode, String out, String err) {

  /** The object that {@code --json} prints. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(toString(), e);
    }
  }

  public long number(String key) {
    return json().get(key).asLong();
  }

  /** For the messages of assertions. */
  @Override
  public String toString() {
    return "exit code " + exitCode + "\nout: " + out + "\nerr: " + err;
  }
}
