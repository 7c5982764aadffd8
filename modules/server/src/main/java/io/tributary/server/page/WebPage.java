package io.tributary.server.page;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The files of the page: {@code /} and what lies below {@code /page/}. Read once; only those of the
 * list are served, so no path leads anywhere else. Thread-safe.
 */
public final class WebPage {
  private static final String BELOW = "/page/";
  private static final List<String> FILES =
      List.of(
          "index.html",
          "page.css",
          "icon.svg",
          "page.js",
          "api.js",
          "chart.js",
          "cluster.js",
          "detail.js",
          "element.js",
          "events.js",
          "limits.js",
          "list.js",
          "partmap.js",
          "submit.js",
          "words.js");

  /**
   * Nothing but the page's own files, no script in the text, and no frame around it; what a script
   * writes into the page can only be text.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private record File(ContentType type, ByteString bytes, String tag) {}

  private final Map<String, File> files = new HashMap<>();

  public WebPage() {
    FILES.forEach(name -> files.put(BELOW + name, read(name)));
    files.put("/", files.get(BELOW + "index.html"));
  }

  /** Empty when the request is for something else. */
  public Optional<HttpResponse> answer(HttpRequest request) {
    File file =
        request.method().name().equals("GET") ? files.get(request.getUri().getPathString()) : null;
    if (file == null) {
      return Optional.empty();
    }
    boolean known =
        request.getHeader("If-None-Match").map(HttpHeader::value).orElse("").equals(file.tag());
    HttpResponse answer =
        known
            ? HttpResponse.create().withStatus(304)
            : HttpResponse.create().withEntity(HttpEntities.create(file.type(), file.bytes()));
    return Optional.of(
        answer.addHeaders(
            List.of(
                RawHeader.create("ETag", file.tag()),
                // Another version of the program has other files.
                RawHeader.create("Cache-Control", "no-cache"),
                RawHeader.create("Content-Security-Policy", POLICY),
                RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"))));
  }

  /** For every answer, also those of the API: none is more than it says, or for other sites. */
  public static HttpResponse guarded(HttpResponse answer) {
    HttpResponse guarded =
        answer.addHeaders(
            List.of(
                RawHeader.create("X-Content-Type-Options", "nosniff"),
                RawHeader.create("Referrer-Policy", "no-referrer"),
                RawHeader.create("Cross-Origin-Resource-Policy", "same-origin")));
    return answer.getHeader("Content-Security-Policy").isPresent()
        ? guarded
        : guarded.addHeaders(
            List.of(
                RawHeader.create("Cache-Control", "no-store"),
                RawHeader.create(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")));
  }

  private static File read(String name) {
    try (InputStream in = WebPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      byte[] bytes = in.readAllBytes();
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return new File(
          type(name),
          ByteString.fromArray(bytes),
          "\"%x-%08x\"".formatted(bytes.length, crc.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContentType type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> ContentTypes.TEXT_HTML_UTF8;
      case ".css" -> MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
      case ".js" -> MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);
      case ".svg" -> MediaTypes.IMAGE_SVG_XML.toContentType();
      default -> throw new IllegalStateException("no type is known of " + name);
    };
  }
}
