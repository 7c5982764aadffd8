package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.s3.S3Proxy;
import io.tributary.torture.arena.Journal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** {@code s3://} against S3Proxy, which verifies every signature. */
public final class S3EndToEndTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(5, 12_000_000);
  private static final String STATE = "home/.local/state/tributary";
  private static S3Proxy server;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path directory;

  @BeforeClass
  public static void startServer() {
    server = S3Proxy.start();
    server.client().createBucket("bucket");
    server.client().put("bucket", "dir/key", CONTENT);
  }

  @AfterClass
  public static void stopServer() {
    server.close();
  }

  @Before
  public void setUp() {
    directory = folder.getRoot().toPath();
  }

  /** A machine with nothing but what the test sets. */
  private Launcher tributary() {
    return new Launcher(directory).with("AWS_EC2_METADATA_DISABLED", "true");
  }

  private Launcher withKeys(String secret) {
    return tributary()
        .with("AWS_ACCESS_KEY_ID", S3Proxy.KEY_ID)
        .with("AWS_SECRET_ACCESS_KEY", secret);
  }

  private static String get(String object) {
    return "get --json --retries 0 --endpoint " + server.origin() + " " + object + " out";
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.out());
  }

  private void complete(Outcome outcome) throws IOException {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(directory.resolve("out")));
    assertTrue(outcome.toString(), json(outcome).at("/checksum/verified").asBoolean());
  }

  private void refused(Outcome outcome, int exitCode) {
    assertEquals(outcome.toString(), exitCode, outcome.exitCode());
    assertTrue(outcome.toString(), outcome.err().contains("tributary: cannot "));
    assertFalse(outcome.toString(), outcome.err().contains(S3Proxy.SECRET));
    assertEquals(List.of(), List.of(directory.toFile().list((d, name) -> !name.equals("home"))));
  }

  @Test
  public void anObjectComesWithKeysOfTheEnvironmentAndIsVerified() throws IOException {
    complete(withKeys(S3Proxy.SECRET).run(get("s3://bucket/dir/key")));
  }

  @Test
  public void keysRegionAndEndpointComeFromTheSharedFiles() throws IOException {
    Path aws = Files.createDirectories(directory.resolve("home/.aws"));
    Files.writeString(
        aws.resolve("credentials"),
        "[river]\naws_access_key_id=river-id\naws_secret_access_key=river-secret\n");
    Files.writeString(
        aws.resolve("config"),
        "[profile river]\nregion=eu-west-3\nendpoint_url=" + server.origin() + "\n");
    complete(tributary().run("get --json --profile river s3://bucket/dir/key out"));
    Files.delete(directory.resolve("out"));
    complete(tributary().with("AWS_PROFILE", "river").run("get --json s3://bucket/dir/key out"));
    Files.delete(directory.resolve("out"));
    Outcome unknown = tributary().run(get("--profile brook s3://bucket/dir/key"));
    assertEquals(unknown.toString(), 4, unknown.exitCode());
    assertTrue(unknown.toString(), unknown.err().contains("no profile 'brook'"));
  }

  /** By the vendor's own libraries, whose parts must all be there. */
  @Test
  public void rolesAreAssumedAtSts() throws IOException {
    HttpServer sts = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    List<String> asked = new CopyOnWriteArrayList<>();
    sts.createContext("/", exchange -> answer(exchange, asked));
    sts.start();
    try (ObjectServer store = ObjectServer.start()) {
      store.put("/bucket/key", CONTENT);
      Path aws = Files.createDirectories(directory.resolve("home/.aws"));
      Files.writeString(
          aws.resolve("config"),
          "[profile role]\nrole_arn=arn:aws:iam::1:role/river\nsource_profile=base\n"
              + "[profile base]\naws_access_key_id=a\naws_secret_access_key=b\n");
      Path token = Files.writeString(directory.resolve("home/token"), "a-web-token");
      Launcher launcher =
          tributary()
              .with("AWS_REGION", "eu-west-1")
              .with("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + sts.getAddress().getPort());
      String stat = "stat --endpoint " + store.origin() + " s3://bucket/key";
      assertEquals(0, launcher.run(stat.replace("stat", "stat --profile role")).exitCode());
      launcher
          .with("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
          .with("AWS_ROLE_ARN", "arn:aws:iam::1:role/river");
      assertEquals(0, launcher.run(stat).exitCode());
      assertEquals(List.of("AssumeRole", "AssumeRoleWithWebIdentity"), asked);
      assertTrue(
          store.requests().stream()
              .allMatch(
                  request ->
                      request.header("x-amz-security-token").orElse("").equals("the-token")
                          && request.header("Authorization").orElse("").contains("=sts-id/")));
    } finally {
      sts.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String action = body.replaceAll(".*Action=([A-Za-z]+).*", "$1");
    asked.add(action);
    byte[] answer =
        ("<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult><Credentials>"
                + "<AccessKeyId>sts-id</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                + "<SessionToken>the-token</SessionToken>"
                + "<Expiration>2099-01-01T00:00:00Z</Expiration>"
                + "</Credentials></%1$sResult></%1$sResponse>")
            .formatted(action)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  public void anInterruptedDownloadGoesOnWhereItWas() throws Exception {
    String slowly = get("s3://bucket/dir/key").replace("get ", "get --limit-rate 300KB ");
    Process process = withKeys(S3Proxy.SECRET).start(Arrays.asList(slowly.split(" ", -1)));
    long recorded = awaitRecorded(process);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertEquals(130, Launcher.exitCode(process));
    Outcome resumed = withKeys(S3Proxy.SECRET).run(get("s3://bucket/dir/key"));
    complete(resumed);
    assertTrue(resumed.toString(), json(resumed).get("bytesResumed").asLong() >= recorded);
  }

  /** Returns how much is in the journal once there is anything. */
  private long awaitRecorded(Process process) throws InterruptedException {
    long recorded = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (recorded == 0) {
      assertTrue("nothing is recorded", System.nanoTime() < end);
      assertTrue("it ended by itself", process.isAlive());
      TimeUnit.MILLISECONDS.sleep(50);
      recorded = Journal.read(directory.resolve(STATE)).recordedBytes();
    }
    return recorded;
  }

  @Test
  public void wrongKeysAreCodeFour() {
    refused(withKeys("wrong").run(get("s3://bucket/dir/key")), 4);
    refused(tributary().run(get("--no-sign-request s3://bucket/dir/key")), 4);
    Outcome none = tributary().run(get("s3://bucket/dir/key"));
    refused(none, 4);
    assertTrue(none.toString(), none.err().contains("no credentials were found"));
  }

  @Test
  public void aMissingKeyAndAMissingBucketAreCodeThree() {
    refused(withKeys(S3Proxy.SECRET).run(get("s3://bucket/none")), 3);
    refused(withKeys(S3Proxy.SECRET).run(get("s3://no-bucket/key")), 3);
  }

  @Test
  public void noSecretIsLoggedAtAnyLevel() throws IOException {
    Outcome outcome =
        withKeys(S3Proxy.SECRET).run(get("s3://bucket/dir/key").replace("get ", "get -vv "));
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertFalse(outcome.err().contains(S3Proxy.SECRET));
    assertFalse(outcome.err().contains("Signature="));
  }
}
