package io.tributary.storage.oss;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Whole programs at the most talkative log levels, by the real chain of credentials. */
public final class OssSecrecyTest extends JUnitSuite {
  private static final Map<String, String> TEMPORARY =
      Map.of(
          "OSS_ACCESS_KEY_ID", "sts-id",
          "OSS_ACCESS_KEY_SECRET", "sts-secret",
          "OSS_SESSION_TOKEN", "sts-token");

  @Rule public final TemporaryFolder home = new TemporaryFolder();

  private ObjectServer server;

  @Before
  public void serve() {
    OssSettings settings =
        OssSettings.of(OssSourceContract.ACCOUNT, OssSourceContract.TEMPORARY).withBucket("bucket");
    server = ObjectServer.builder().oss(settings).start();
    server.put("/bucket/object", Content.of("0123456789"));
  }

  @After
  public void stop() {
    server.close();
  }

  @Test
  public void aDownloadSaysNothingSecretAtAnyLevel() throws Exception {
    for (String signature : List.of("V4", "V1")) {
      String output = run(signature, TEMPORARY);
      assertTrue(output, output.contains("read 5 bytes"));
      assertSecretsAbsent(output);
    }
  }

  @Test
  public void aRefusedDownloadSaysNothingSecretEither() throws Exception {
    String output =
        run("V4", Map.of("OSS_ACCESS_KEY_ID", "river-id", "OSS_ACCESS_KEY_SECRET", "sts-secret"));
    assertTrue(output, output.contains("SignatureDoesNotMatch"));
    assertSecretsAbsent(output);
    server.fault(When.any(), Fault.garbageStatusLine());
    assertSecretsAbsent(run("V4", TEMPORARY));
  }

  @Test
  public void withoutCredentialsThePlacesAreNamed() throws Exception {
    String output = run("V4", Map.of("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"));
    assertTrue(output, output.contains("no credentials were found in OSS_ACCESS_KEY_ID"));
    assertTrue(output, output.contains(home.getRoot() + "/.aliyun/config.json"));
  }

  private void assertSecretsAbsent(String output) {
    assertTrue("the program is not talkative", output.contains("DEBUG"));
    List<String> secrets = new ArrayList<>(List.of("sts-secret", "sts-token", "river-secret"));
    server.requests().forEach(request -> request.header("Authorization").ifPresent(secrets::add));
    for (String secret : secrets) {
      // Of an Authorization header only the signature: "…,Signature=HEX" or "OSS id:BASE64".
      String bare = secret.replaceFirst(".*(Signature=|:)", "");
      assertFalse("in the output: " + bare, output.contains(bare));
    }
  }

  private String run(String signature, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dakka.loglevel=DEBUG",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
            "-XX:TieredStopAtLevel=1",
            TalkativeDownload.class.getName(),
            server.origin(),
            signature);
    builder.environment().keySet().removeIf(name -> name.matches("(OSS|ALIBABA_CLOUD)_.*"));
    builder.environment().put("HOME", home.getRoot().toString());
    builder.environment().putAll(environment);
    Path output = home.newFile().toPath();
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue("it does not end", ended);
    return Files.readString(output);
  }
}
