package io.tributary.testkit.fault;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.HttpResponse.Body;
import io.tributary.testkit.oss.OssErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Faults that change the question or the answer. */
final class AnswerFaults {
  private AnswerFaults() {}

  record Status(int status, Map<String, String> headers, String body) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      HttpResponse answer = HttpResponse.text(status, body);
      for (Map.Entry<String, String> header : headers.entrySet()) {
        answer = answer.withHeader(header.getKey(), header.getValue());
      }
      return answer;
    }
  }

  record OssError(int status, String code) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      return OssErrors.response(request, status, code, "Asked for by the test.");
    }
  }

  record Header(String name, String value) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      return response.withHeader(name, value);
    }

    @Override
    public String toString() {
      return "header " + name;
    }
  }

  record WithoutHeader(String name) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      return response.withoutHeader(name);
    }
  }

  record Rate(long bytesPerSecond) implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      return response.withRate(bytesPerSecond);
    }
  }

  record RunBefore(Runnable action) implements Fault {
    @Override
    public HttpRequest onRequest(HttpRequest request) {
      action.run();
      return request;
    }
  }

  /** In memory: for bodies of test size. */
  record Gzip() implements Fault {
    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes(response));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return response
          .withHeader("Content-Encoding", "gzip")
          .withFraming(Framing.CHUNKED)
          .withBody(Body.of(Content.of(packed.toByteArray())));
    }
  }

  static byte[] bytes(HttpResponse response) {
    Body body = response.body();
    return body.content().slice(body.offset(), Math.toIntExact(body.lengthBytes()));
  }
}
