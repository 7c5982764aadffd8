package io.tributary.storage.oss;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.bucket.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class KeyChainTest extends JUnitSuite {
  private static final KeySettings SETTINGS =
      new KeySettings(
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          4);

  @Rule public final TemporaryFolder home = new TemporaryFolder();

  private final Map<String, String> environment = new HashMap<>();

  @Before
  public void leaveTheMetadataServiceAlone() {
    environment.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
  }

  @Test
  public void theServicesOwnVariablesComeFirst() {
    environment.put("OSS_ACCESS_KEY_ID", "oss");
    environment.put("OSS_ACCESS_KEY_SECRET", "oss-secret");
    environment.put("OSS_SESSION_TOKEN", "oss-token");
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "cloud");
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "cloud-secret");
    assertEquals(new AccessKeys("oss", "oss-secret", "oss-token", null, false), load(""));
  }

  @Test
  public void thenThoseOfTheVendorsSdks() throws IOException {
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "cloud");
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "cloud-secret");
    environment.put("ALIBABA_CLOUD_SECURITY_TOKEN", "cloud-token");
    writeCli();
    assertEquals(new AccessKeys("cloud", "cloud-secret", "cloud-token", null, false), load(""));
  }

  @Test
  public void thenTheFilesInTheirOrder() throws IOException {
    write(".ossutilconfig", "[Credentials]\naccessKeyID = u\naccessKeySecret=us\nstsToken=ut\n");
    assertEquals(new AccessKeys("u", "us", "ut", null, true), load(""));
    write(
        ".alibabacloud/credentials",
        """
        # mine
        [default]
        enable = true
        type = access_key
        access_key_id = s
        access_key_secret = ss=
        """);
    assertEquals(new AccessKeys("s", "ss=", "", null, true), load(""));
    writeCli();
    assertEquals(new AccessKeys("work-id", "work-secret", "", null, true), load(""));
  }

  @Test
  public void aProfileIsFoundInWhicheverFileHasIt() throws IOException {
    environment.put("OSS_ACCESS_KEY_ID", "oss");
    environment.put("OSS_ACCESS_KEY_SECRET", "oss-secret");
    writeCli();
    write(".alibabacloud/credentials", "[sdk]\naccess_key_id=s\naccess_key_secret=ss\n");
    write(
        ".ossutilconfig",
        "[default]\naccessKeyID=x\n[profile util]\naccessKeyID=u\naccessKeySecret=us\n");
    assertEquals("sts-token", load("session").securityToken());
    assertEquals("s", load("sdk").accessKeyId());
    assertEquals("u", load("util").accessKeyId());
  }

  @Test
  public void theEnvironmentMayNameTheProfile() throws IOException {
    writeCli();
    environment.put("ALIBABA_CLOUD_PROFILE", "session");
    assertEquals("session-id", load("").accessKeyId());
  }

  @Test
  public void anUnknownProfileNamesTheFiles() {
    environment.put("OSS_ACCESS_KEY_ID", "oss");
    environment.put("OSS_ACCESS_KEY_SECRET", "oss-secret");
    String message = assertDenied("typo");
    assertTrue(message, message.contains("'typo'") && message.contains(".aliyun/config.json"));
  }

  @Test
  public void halfAKeyIsNotPassedOver() throws IOException {
    writeCli();
    environment.put("OSS_ACCESS_KEY_ID", "oss");
    String message = assertDenied("");
    assertTrue(message, message.contains("OSS_ACCESS_KEY_SECRET is not"));
  }

  @Test
  public void withoutCredentialsThePlacesAreListed() {
    String message = assertDenied("");
    for (String place :
        new String[] {
          "OSS_ACCESS_KEY_ID",
          "ALIBABA_CLOUD_ACCESS_KEY_ID",
          "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
          ".aliyun/config.json",
          ".alibabacloud/credentials",
          ".ossutilconfig",
          "metadata service (disabled)",
          "--no-sign-request"
        }) {
      assertTrue(message, message.contains(place));
    }
  }

  @Test
  public void brokenFilesAndProfilesAreErrorsThatQuoteNothing() throws IOException {
    write(".aliyun/config.json", "{\"current\":\"a\",\"profiles\":[{\"secret\": hunter2 ]");
    assertFalse(assertDenied("").contains("hunter2"));
    write(
        ".aliyun/config.json",
        "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\","
            + "\"access_key_id\":\"hunter2\"}]}");
    String incomplete = assertDenied("");
    assertTrue(incomplete, incomplete.contains("no access key secret"));
    assertFalse(incomplete, incomplete.contains("hunter2"));
    write(
        ".aliyun/config.json",
        "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"CloudSSO\"}]}");
    assertTrue(assertDenied("").contains("'cloudsso' is not supported"));
  }

  @Test
  public void aFileThatIsNestedWithoutMeasureIsAnError() throws IOException {
    for (String nested : List.of("[".repeat(300_000), "{\"a\":".repeat(150_000))) {
      write(".aliyun/config.json", "{\"profiles\":" + nested);
      assertTrue(assertDenied("").contains("not the JSON"));
    }
  }

  @Test
  public void rolesThatGoInACircleEnd() throws IOException {
    write(
        ".aliyun/config.json",
        "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"ChainableRamRoleArn\","
            + "\"source_profile\":\"a\",\"ram_role_arn\":\"r\"}]}");
    assertTrue(assertDenied("").contains("too deep"));
  }

  @Test
  public void aRoleWithoutItsNameIsIncomplete() throws IOException {
    write(
        ".aliyun/config.json",
        "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"RamRoleArn\","
            + "\"access_key_id\":\"i\",\"access_key_secret\":\"s\"}]}");
    assertTrue(assertDenied("").contains("incomplete"));
  }

  private String assertDenied(String profile) {
    TributaryException denied = Assert.assertThrows(TributaryException.class, () -> load(profile));
    assertEquals(FailureKind.ACCESS_DENIED, denied.kind());
    return denied.getMessage();
  }

  private AccessKeys load(String profile) {
    Surroundings surroundings = new Surroundings(environment, home.getRoot().toPath());
    return new KeyChain(surroundings, SETTINGS).load(profile);
  }

  private void writeCli() throws IOException {
    write(
        ".aliyun/config.json",
        """
        {"current": "work", "profiles": [
          {"name": "other", "mode": "AK", "access_key_id": "o", "access_key_secret": "os"},
          {"name": "work", "mode": "AK", "access_key_id": "work-id",
           "access_key_secret": "work-secret", "sts_token": "", "expired_seconds": 900},
          {"name": "session", "mode": "StsToken", "access_key_id": "session-id",
           "access_key_secret": "session-secret", "sts_token": "sts-token"}],
         "meta_path": ""}
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = home.getRoot().toPath().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
