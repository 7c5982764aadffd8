package io.tributary.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tributary.core.text.ShortText;
import io.tributary.server.guard.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request, and what became of it.
 *
 * @param node that was asked
 * @param from the address and port it came from
 * @param caller whose token it had; empty when it had none that is known
 * @param path without its query
 * @param status of the answer
 * @param answer its body, as far as it is an object
 */
public record AuditEntry(
    Instant at,
    String node,
    String from,
    Optional<Caller> caller,
    String method,
    String path,
    int status,
    Optional<ObjectNode> answer) {
  /** Of a text that a caller chose: who is refused must not fill the disk. */
  private static final int MOST_CHARACTERS = 2048;

  private static final int FIRST_ERROR = 400;
  private static final int FIRST_DEFECT = 500;

  /** What is told of a submission, of limits, and of why a request was refused. */
  private static final List<String> TOLD =
      List.of(
          "id",
          "kind",
          "source",
          "destination",
          "home",
          "state",
          "wish",
          "priority",
          "limitRate",
          "limitRequests",
          "requests",
          "chosen");

  private static final List<String> TOLD_OF_FAILURES =
      List.of("kind", "operation", "target", "reason");

  /** Whether nothing was done, and for the caller's sake. */
  boolean refused() {
    return status >= FIRST_ERROR && status < FIRST_DEFECT;
  }

  /** The line: nothing that the answer does not hold, and so nothing secret. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("time", at.toString()).put("node", node).put("from", from);
    json.put("who", caller.map(Caller::name).orElse(null));
    json.put("method", method)
        .put("path", ShortText.of(path, MOST_CHARACTERS))
        .put("status", status);
    json.put("outcome", outcome());
    boolean failed = status >= FIRST_ERROR;
    answer.ifPresent(
        body ->
            copy(body, failed ? json.putObject("error") : json, failed ? TOLD_OF_FAILURES : TOLD));
    return json;
  }

  private String outcome() {
    if (refused()) {
      return "refused";
    }
    // With 503 nobody knows: the database may have done what it did not answer to.
    return status >= FIRST_DEFECT ? "failed" : "done";
  }

  private static void copy(ObjectNode from, ObjectNode to, List<String> names) {
    for (String name : names) {
      JsonNode value = from.get(name);
      if (value != null && !value.isNull()) {
        to.set(
            name,
            value.isTextual()
                ? TextNode.valueOf(ShortText.of(value.textValue(), MOST_CHARACTERS))
                : value);
      }
    }
  }
}
