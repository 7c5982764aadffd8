package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.ProxyServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** What is secret is seen by the server alone, whatever is logged and however the run ends. */
public final class SecretsEndToEndTest extends CrashSuite {
  private static final int SIZE = 12_000_001;

  /** On each of four connections: whoever is to end a run in its middle has time for it. */
  private static final int BYTES_PER_SECOND = 100_000;

  private static final String SIGNATURE = "sIgNaTuReSeCrEt0123456789";
  private static final String HEADER = "hEaDeRsEcReT0123456789";
  private static final String PASSWORD = "pRoXySeCrEt0123456789";
  private static final String KEY = "oSsKeYsEcReT0123456789";
  private static final String TOKEN = "oSsToKeNsEcReT0123456789";

  private final List<String> secrets = new ArrayList<>();

  @Test
  public void aSignedUrlAHeaderAndAProxysPasswordStayUnseen() throws IOException {
    secrets.addAll(List.of(SIGNATURE, HEADER, PASSWORD, base64("user:" + PASSWORD)));
    Content content = slowObject("/file", SIZE, BYTES_PER_SECOND);
    Path headers = folder.newFile("headers").toPath();
    Files.writeString(headers, "X-Token: " + HEADER + "\n");
    String url = server.url("/file") + "?X-Amz-Signature=" + SIGNATURE + "&OSSAccessKeyId=me";
    String get = "get --json -vv --lanes 4 --part-size 1MiB --header @" + headers + " - file";
    try (ProxyServer proxy = ProxyServer.start("user:" + PASSWORD)) {
      environment.put("TRIBUTARY_PROXY", "http://user:" + PASSWORD + "@127.0.0.1:" + proxy.port());
      killedAndEnded(url, get, content);
      assertFalse("the proxy was used", proxy.targets().isEmpty());
    }
    assertTrue(
        "the header was sent",
        server.requests("/file").stream()
            .allMatch(request -> request.header("X-Token").orElse("").equals(HEADER)));

    environment.put("TRIBUTARY_PROXY", "http://user:" + PASSWORD + "@127.0.0.1:1");
    Ended unreachable = start(directory, url + "\n", get + " --retries 0").end();
    assertEquals(unreachable.toString(), 7, unreachable.exitCode());
    assertNothingSeen(unreachable);
  }

  @Test
  public void accessKeysStayUnseen() throws IOException {
    secrets.addAll(List.of(KEY, TOKEN));
    OssAccount account =
        OssAccount.temporary("me", KEY, TOKEN, Instant.now().plus(1, ChronoUnit.HOURS));
    server.close();
    server = ObjectServer.builder().oss(OssSettings.of(account)).start();
    Content content = slowObject("/bucket/file", SIZE, BYTES_PER_SECOND);
    environment.put("OSS_ACCESS_KEY_ID", "me");
    environment.put("OSS_ACCESS_KEY_SECRET", KEY);
    environment.put("OSS_SESSION_TOKEN", TOKEN);
    String get =
        "get --json -vv --lanes 4 --part-size 1MiB --region cn-hangzhou --endpoint "
            + server.origin()
            + " oss://bucket/file file";
    killedAndEnded("", get, content);

    environment.put("OSS_ACCESS_KEY_SECRET", KEY + "wrong");
    Ended denied = run(get);
    assertEquals(denied.toString(), 4, denied.exitCode());
    assertNothingSeen(denied);
  }

  /** Looks around while it runs, when it was killed, when it was interrupted, and at the end. */
  private void killedAndEnded(String input, String get, Content content) throws IOException {
    ToolRun run = start(directory, input + "\n", get);
    run.until(() -> journal().recordedBytes() > 0);
    String commandLine = Files.readString(Path.of("/proc/" + run.pid() + "/cmdline"));
    assertTrue("it is the right process", commandLine.contains("io.tributary.cli.Main"));
    assertUnseen("the command line", commandLine);
    assertNothingSeen(run.kill());

    ToolRun again = start(directory, input + "\n", get);
    long before = journal().recordedBytes();
    again.until(() -> journal().recordedBytes() > before);
    again.signal("INT");
    Ended interrupted = again.end();
    assertEquals(interrupted.toString(), 130, interrupted.exitCode());
    assertNothingSeen(interrupted);

    server.faults().clear();
    Ended ended = start(directory, input + "\n", get).end();
    assertDone(ended, "file", content);
    assertTrue("it resumed: " + ended.out(), ended.number("bytesResumed") > 0);
    assertTrue("it logs: " + ended.err(), ended.err().contains(" INFO "));
    assertNothingSeen(ended);
  }

  private void assertNothingSeen(Ended ended) throws IOException {
    assertUnseen("standard output", ended.out());
    assertUnseen("standard error", ended.err());
    try (Stream<Path> files = Files.walk(stateDirectory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertUnseen(file.toString(), new String(bytes(file), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void assertUnseen(String where, String text) {
    for (String secret : secrets) {
      assertFalse(secret + " is in " + where, text.contains(secret));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
