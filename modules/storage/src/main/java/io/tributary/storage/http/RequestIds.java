package io.tributary.storage.http;

import java.util.List;
import java.util.regex.Pattern;

/** What servers call a request: the first thing that their support and their logs are asked by. */
final class RequestIds {
  private static final List<String> HEADERS =
      List.of("x-oss-request-id", "x-amz-request-id", "x-request-id");

  /** Anything else would be no id; it is shown and kept as it came. */
  private static final Pattern WORD = Pattern.compile("[!-~]{1,128}");

  private RequestIds() {}

  /** The id that the head of an answer names; empty when it names none. */
  static String of(ResponseHead head) {
    for (String header : HEADERS) {
      String id = head.header(header).orElse("");
      if (WORD.matcher(id).matches()) {
        return id;
      }
    }
    return "";
  }
}
