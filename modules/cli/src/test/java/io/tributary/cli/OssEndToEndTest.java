package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class OssEndToEndTest extends JUnitSuite {
  private static final String SECRET = "hidden-secret-of-the-test";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(5, 3_000_000);
  private ObjectServer server;
  private Path directory;

  @Before
  public void start() {
    server = ObjectServer.builder().oss(OssSettings.of(OssAccount.of("id", SECRET))).start();
    server.put("/bucket/key", content);
    directory = folder.getRoot().toPath();
  }

  @After
  public void stop() {
    server.close();
  }

  private Launcher tributary(String keyId, String secret) {
    return new Launcher(directory)
        .with("OSS_ACCESS_KEY_ID", keyId)
        .with("OSS_ACCESS_KEY_SECRET", secret);
  }

  private String get(String region, String object) {
    return "get --retries 0 --region "
        + region
        + " --endpoint "
        + server.origin()
        + " "
        + object
        + " out";
  }

  private void refused(Outcome outcome, int exitCode) throws IOException {
    assertEquals(outcome.toString(), exitCode, outcome.exitCode());
    assertEquals(outcome.toString(), 1, outcome.err().lines().count());
    assertTrue(outcome.toString(), outcome.err().startsWith("tributary: cannot "));
    assertFalse(outcome.toString(), outcome.err().contains(SECRET));
    assertEquals(List.of(), List.of(directory.toFile().list((d, name) -> !name.equals("home"))));
  }

  @Test
  public void anObjectComesWithCredentialsFromTheEnvironmentAndIsVerified() throws IOException {
    Outcome outcome = tributary("id", SECRET).run(get("cn-hangzhou", "oss://bucket/key"));
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(directory.resolve("out")));
    assertTrue(outcome.err(), outcome.err().contains("verified"));
  }

  @Test
  public void wrongCredentialsAreCodeFour() throws IOException {
    refused(tributary("id", "wrong").run(get("cn-hangzhou", "oss://bucket/key")), 4);
    refused(tributary("unknown", SECRET).run(get("cn-hangzhou", "oss://bucket/key")), 4);
  }

  @Test
  public void noCredentialsAreCodeFour() throws IOException {
    String unsigned = get("cn-hangzhou", "oss://bucket/key --no-sign-request");
    refused(new Launcher(directory).run(unsigned), 4);
  }

  @Test
  public void theWrongRegionIsRefusedAndTheRightOneNamed() throws IOException {
    Outcome outcome = tributary("id", SECRET).run(get("cn-beijing", "oss://bucket/key"));
    refused(outcome, outcome.exitCode());
    assertTrue(outcome.toString(), List.of(2, 4).contains(outcome.exitCode()));
    assertTrue(outcome.err(), outcome.err().contains("region"));
  }

  @Test
  public void aMissingKeyAndAMissingBucketAreCodeThree() throws IOException {
    refused(tributary("id", SECRET).run(get("cn-hangzhou", "oss://bucket/none")), 3);
    refused(tributary("id", SECRET).run(get("cn-hangzhou", "oss://no-bucket/key")), 3);
  }

  @Test
  public void noSecretIsLoggedAtAnyLevel() throws IOException {
    String verbose = get("cn-hangzhou", "oss://bucket/key").replace("get ", "get -vv ");
    Outcome outcome = tributary("id", SECRET).run(verbose);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertFalse(outcome.err().contains(SECRET));
    assertFalse(outcome.err().contains("Signature="));
  }
}
