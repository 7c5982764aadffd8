package io.tributary.testkit.oss;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.HttpResponse.Body;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Error documents as the service writes them. */
public final class OssErrors {
  /** An extended code of the right shape; the service's own table of them is not modelled. */
  private static final String EXTENDED_CODE = "0000-00000000";

  private OssErrors() {}

  /** The answer to {@code request} that a service error of this status and code is. */
  public static HttpResponse response(
      HttpRequest request, int status, String code, String message) {
    return response(request, new OssErrorException(status, code, message));
  }

  static HttpResponse response(HttpRequest request, OssErrorException error) {
    String requestId = requestId(request);
    HttpResponse response =
        HttpResponse.of(error.status())
            .withHeader("Server", "AliyunOSS")
            .withHeader("x-oss-request-id", requestId)
            .withHeader("x-oss-ec", error.details().getOrDefault("EC", EXTENDED_CODE));
    for (Map.Entry<String, String> header : error.headers().entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    if (error.status() == 304) {
      return response;
    }
    String document = document(request, error, requestId);
    if (request.isHead()) {
      // A HEAD has no body; the service's newer answers carry the document here.
      byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
      return response.withHeader("x-oss-err", Base64.getEncoder().encodeToString(utf8));
    }
    return response
        .withHeader("Content-Type", "application/xml")
        .withBody(Body.of(Content.of(document)));
  }

  private static String document(HttpRequest request, OssErrorException error, String requestId) {
    XmlText xml = new XmlText().open("Error");
    xml.element("Code", error.code());
    xml.element("Message", error.getMessage());
    xml.element("RequestId", requestId);
    xml.element("HostId", request.header("Host").orElse(""));
    error.details().forEach(xml::element);
    if (!error.details().containsKey("EC")) {
      xml.element("EC", EXTENDED_CODE);
    }
    return xml.close("Error").toString();
  }

  /** 24 hexadecimal digits, the number of the request among them. */
  static String requestId(HttpRequest request) {
    return String.format(Locale.ROOT, "5A%06X%016X", request.connection(), request.number());
  }
}
