package io.tributary.server.control;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The API for programs that read how it is used: OpenAPI 3.1. */
final class OpenApi {
  private static final ByteString DOCUMENT = read();

  private OpenApi() {}

  static HttpResponse answer() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, DOCUMENT));
  }

  private static ByteString read() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file openapi.json");
      }
      return ByteString.fromArray(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
