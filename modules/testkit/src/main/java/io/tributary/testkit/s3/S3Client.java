package io.tributary.testkit.s3;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.PathText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes buckets and objects, by requests that it signs itself. All methods block. */
public final class S3Client {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  private final String keyId;
  private final String secret;

  public S3Client(String origin, String keyId, String secret) {
    this.origin = origin;
    this.keyId = keyId;
    this.secret = secret;
  }

  public void createBucket(String bucket) {
    send("PUT", "/" + bucket, BodyPublishers.noBody(), Map.of());
  }

  /** Returns the ETag. */
  public String put(String bucket, String key, Content content) {
    return put(bucket, key, content, Map.of());
  }

  /**
   * @param headers such as {@code Content-Type}; signed when they begin with {@code x-amz-}
   */
  public String put(String bucket, String key, Content content, Map<String, String> headers) {
    BodyPublisher body = BodyPublishers.ofByteArray(content.toByteArray());
    return send("PUT", path(bucket, key), body, headers).headers().firstValue("ETag").orElse("");
  }

  public void delete(String bucket, String key) {
    send("DELETE", path(bucket, key), BodyPublishers.noBody(), Map.of());
  }

  private static String path(String bucket, String key) {
    return "/" + bucket + "/" + PathText.encode(key, "/");
  }

  private HttpResponse<String> send(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    URI uri = URI.create(origin + path);
    Map<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
    new SignatureV4(keyId, secret, "us-east-1")
        .headers(method, uri, signed, Instant.now())
        .forEach(request::header);
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            method + " " + path + ": " + response.statusCode() + " " + response.body());
      }
      return response;
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
