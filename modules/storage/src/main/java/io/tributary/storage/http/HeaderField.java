package io.tributary.storage.http;

import static java.util.Objects.requireNonNull;

/**
 * One header of a request or response, exactly as on the wire. The value may be a secret and stays
 * out of {@code toString}.
 */
public record HeaderField(String name, String value) {

  public HeaderField {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }

  boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  @Override
  public String toString() {
    return name + ": ***";
  }
}
