package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.storage.SourceSecrets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Request headers as the user gives them. */
final class UserHeaders {

  /** Headers that decide what comes back, or how the message is framed. */
  private static final Set<String> RESERVED =
      Set.of(
          "range",
          "if-range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "accept-encoding",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "te",
          "expect",
          "upgrade",
          "proxy-authorization");

  private UserHeaders() {}

  /** Fails with USAGE for a header that cannot be sent; its value is never repeated. */
  static List<HeaderField> of(List<SourceSecrets.Header> headers) {
    return headers.stream().map(UserHeaders::checked).toList();
  }

  private static HeaderField checked(SourceSecrets.Header header) {
    if (!header.name().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")) {
      throw unusable("of that name", "a header's name has letters, digits and dashes");
    }
    if (RESERVED.contains(header.name().toLowerCase(Locale.ROOT))) {
      throw unusable(header.name(), "it is set for each request");
    }
    boolean printable = header.value().chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7F));
    if (!printable) {
      throw unusable(header.name(), "its value has characters beyond printable ASCII");
    }
    return new HeaderField(header.name(), header.value());
  }

  private static RuntimeException unusable(String name, String reason) {
    return new Failure(FailureKind.USAGE, "send the header", name, reason, "leave it out")
        .asException();
  }
}
