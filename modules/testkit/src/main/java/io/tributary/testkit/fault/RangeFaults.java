package io.tributary.testkit.fault;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.HttpResponse.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults that concern ranges. */
final class RangeFaults {
  private RangeFaults() {}

  record IgnoreRange() implements Fault {
    @Override
    public HttpRequest onRequest(HttpRequest request) {
      return request.withHeaders(request.headers().without("Range"));
    }
  }

  record ShiftContentRange(long start, long end, long total) implements Fault {
    private static final Pattern FORM = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      Matcher old = FORM.matcher(response.headers().first("Content-Range").orElse(""));
      return old.matches()
          ? response.withHeader(
              "Content-Range",
              "bytes %d-%d/%d"
                  .formatted(shift(old, 1, start), shift(old, 2, end), shift(old, 3, total)))
          : response;
    }

    private static long shift(Matcher numbers, int group, long by) {
      return Long.parseLong(numbers.group(group)) + by;
    }
  }

  record ShortenRange(long bodyBytes) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      Body body = response.body();
      if (response.status() != 206 || body.lengthBytes() <= bodyBytes) {
        return response;
      }
      HttpResponse told =
          new ShiftContentRange(0, bodyBytes - body.lengthBytes(), 0).onResponse(request, response);
      return told.withBody(new Body(body.content(), body.offset(), bodyBytes));
    }
  }

  record BodyFromElsewhere(long byBytes) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      Body body = response.body();
      return response.withBody(
          new Body(body.content(), body.offset() + byBytes, body.lengthBytes()));
    }
  }

  /** In memory: for bodies of test size. */
  record Multipart() implements Fault {
    private static final String BOUNDARY = "testkit-boundary";

    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      String range = response.headers().first("Content-Range").orElse("");
      body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Range: " + range + "\r\n\r\n"));
      body.writeBytes(AnswerFaults.bytes(response));
      body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
      return response
          .withoutHeader("Content-Range")
          .withHeader("Content-Type", "multipart/byteranges; boundary=" + BOUNDARY)
          .withBody(Body.of(Content.of(body.toByteArray())));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
