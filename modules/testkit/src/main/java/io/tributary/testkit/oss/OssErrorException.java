package io.tributary.testkit.oss;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer that is an error of the service. */
final class OssErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;
  private final transient Map<String, String> headers;

  OssErrorException(int status, String code, String message) {
    this(status, code, message, Map.of(), Map.of());
  }

  private OssErrorException(
      int status,
      String code,
      String message,
      Map<String, String> details,
      Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** Another element of the error document. */
  OssErrorException detail(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new OssErrorException(status, code, getMessage(), more, headers);
  }

  /** A header of the answer. */
  OssErrorException header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OssErrorException(status, code, getMessage(), details, more);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> details() {
    return details;
  }

  Map<String, String> headers() {
    return headers;
  }
}
