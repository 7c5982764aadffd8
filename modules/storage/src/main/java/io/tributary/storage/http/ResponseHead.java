package io.tributary.storage.http;

import java.util.List;
import java.util.Optional;

/**
 * Status and headers of a response.
 *
 * @param headers as on the wire and in their order, but without {@code Content-Length}, {@code
 *     Content-Type} and {@code Transfer-Encoding}, which the connection takes for itself
 */
public record ResponseHead(int status, List<HeaderField> headers) {

  public ResponseHead {
    headers = List.copyOf(headers);
  }

  /**
   * The first header of this name, in any case, trimmed; empty when there is none or it is blank.
   */
  public Optional<String> header(String name) {
    for (HeaderField field : headers) {
      if (field.is(name)) {
        return Optional.of(field.value().trim()).filter(value -> !value.isEmpty());
      }
    }
    return Optional.empty();
  }
}
