package io.tributary.storage.http;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.RangeBody;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/** A server with one object at {@code /file}, and sources that may be set up in every way. */
abstract class HttpSourceSuite extends JUnitSuite {
  static final int SIZE = 100_000;
  static final Content CONTENT = Content.synthetic(3, SIZE);
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final ByteRange FIRST_TEN = new ByteRange(0, 10);

  static SourceReader reader;

  private final List<HttpObjectSource> opened = new ArrayList<>();
  ObjectServer server;

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  @Before
  public void startServer() {
    server = ObjectServer.start();
    server.put("/file", CONTENT);
  }

  @After
  public void stopServer() {
    opened.forEach(source -> reader.await(source.close()));
    server.close();
  }

  HttpObjectSource source() {
    return source(server.url("/file"));
  }

  HttpObjectSource source(String url) {
    return source(url, options(), List.of(), "", direct());
  }

  /** In a node of its own. */
  HttpObjectSource source(SourceReader by) {
    ParsedLocator parsed = ParsedLocator.parse(server.url("/file"));
    SourceSecrets secrets = new SourceSecrets(parsed.url(), List.of(), "");
    HttpDialect dialect = HttpSourceProvider.dialect((HttpLocator) parsed.locator(), secrets);
    return source(dialect, options(), secrets, direct(), by);
  }

  HttpObjectSource source(
      String url,
      SourceOptions options,
      List<SourceSecrets.Header> headers,
      String proxy,
      Surroundings surroundings) {
    ParsedLocator parsed = ParsedLocator.parse(url);
    SourceSecrets secrets = new SourceSecrets(parsed.url(), headers, proxy);
    HttpDialect dialect = HttpSourceProvider.dialect((HttpLocator) parsed.locator(), secrets);
    return source(dialect, options, secrets, surroundings);
  }

  HttpObjectSource source(
      HttpDialect dialect, SourceOptions options, SourceSecrets secrets, Surroundings around) {
    return source(dialect, options, secrets, around, reader);
  }

  private HttpObjectSource source(
      HttpDialect dialect,
      SourceOptions options,
      SourceSecrets secrets,
      Surroundings around,
      SourceReader by) {
    HttpObjectSource source =
        HttpObjectSource.create(dialect, options, secrets, by.node().system(), around);
    opened.add(source);
    return source;
  }

  /** Without the proxies of whoever runs the tests. */
  static Surroundings direct() {
    return environment(Map.of());
  }

  static Surroundings environment(Map<String, String> variables) {
    Surroundings usual = Surroundings.of(reader.node().system());
    return new Surroundings(usual.addresses(), variables, usual.privateAddress());
  }

  static SourceOptions options() {
    return SourceOptions.defaults();
  }

  /** With a timeout short enough to wait for. */
  static SourceOptions impatient() {
    return options(false, "", false, Duration.ofMillis(300));
  }

  static SourceOptions options(
      boolean insecure, String caFile, boolean allowPrivateRedirects, Duration timeout) {
    return SourceOptions.builder()
        .insecure(insecure)
        .caFile(caFile)
        .allowPrivateRedirects(allowPrivateRedirects)
        .timeout(timeout)
        .build();
  }

  static <T> T await(CompletionStage<T> stage) {
    return reader.await(stage);
  }

  static TributaryException failure(CompletionStage<?> stage) {
    return reader.failure(stage);
  }

  static byte[] read(CompletionStage<RangeBody> body) {
    return reader.read(body);
  }

  static Identity identity(HttpObjectSource source) {
    return await(source.probe()).identity();
  }

  static byte[] expected(ByteRange range) {
    return CONTENT.slice(range.start(), Math.toIntExact(range.lengthBytes()));
  }
}
