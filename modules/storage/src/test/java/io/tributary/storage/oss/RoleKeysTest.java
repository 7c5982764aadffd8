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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class RoleKeysTest extends JUnitSuite {
  private static final KeySettings SETTINGS =
      new KeySettings(
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          4);

  private static final AccessKeys ISSUED =
      new AccessKeys(
          "STS.id", "issued-secret", "issued-token", Instant.parse("2036-11-21T07:00:00Z"), true);

  @ClassRule public static final TemporaryFolder CERTIFICATES = new TemporaryFolder();
  @Rule public final TemporaryFolder home = new TemporaryFolder();

  private static KeyServices services;

  @BeforeClass
  public static void start() throws IOException, GeneralSecurityException {
    services = new KeyServices(CERTIFICATES.getRoot().toPath().resolve("sts.p12"));
  }

  @AfterClass
  public static void stop() throws IOException {
    services.close();
  }

  @Before
  public void reset() {
    services.requests.clear();
    services.answerWith(200);
  }

  @Test
  public void anInstancesRoleIsReadWithASessionToken() {
    assertEquals(ISSUED, load(Map.of()));
    assertTrue(services.requests.get(0).startsWith("PUT /latest/api/token"));
    assertTrue(
        services.requests.toString(),
        services.requests.stream()
            .anyMatch(r -> r.contains("/river-role") && r.endsWith("token=imds-token")));
  }

  @Test
  public void theMetadataServiceIsLeftAloneWhenSomethingElseIsSetUpOrItIsDisabled() {
    load(Map.of("OSS_ACCESS_KEY_ID", "i", "OSS_ACCESS_KEY_SECRET", "s"));
    denied(Map.of("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"));
    assertTrue(services.requests.isEmpty());
  }

  @Test
  public void anInstanceWithoutARoleHasNoCredentials() {
    services.answerWith(404);
    TributaryException denied = denied(Map.of());
    assertEquals(FailureKind.ACCESS_DENIED, denied.kind());
    assertTrue(denied.getMessage(), denied.getMessage().contains("no credentials were found"));
  }

  @Test
  public void anInstanceWhoseRoleWasSeenIsAskedAgainLater() {
    KeyChain chain = chain(Map.of());
    chain.load("");
    services.answerWith(500);
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> chain.load(""));
    assertEquals(FailureKind.NETWORK, failure.kind());
  }

  @Test
  public void aUriMayIssueKeys() {
    Map<String, String> environment =
        Map.of("ALIBABA_CLOUD_CREDENTIALS_URI", services.metadataUrl());
    assertEquals(ISSUED, load(environment));
    services.answerWith(403);
    String message = denied(environment).getMessage();
    assertFalse(message, message.contains("issued"));
  }

  @Test
  public void anAnswerThatIsNestedWithoutMeasureIsAClearFailure() {
    Map<String, String> environment =
        Map.of("ALIBABA_CLOUD_CREDENTIALS_URI", services.metadataUrl());
    for (String nested : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      services.answerWith(nested);
      String message = denied(environment).getMessage();
      assertTrue(message, message.contains("temporary credentials"));
    }
  }

  @Test
  public void aProfileMayAssumeARole() throws IOException {
    writeRoleProfile();
    assertEquals(ISSUED, load(Map.of()));
    String request = services.requests.get(0);
    assertTrue(request, request.contains("Action=AssumeRole&") || request.contains("AssumeRole"));
    assertTrue(request, request.contains("RoleSessionName=tributary"));
    assertTrue(request, request.contains("DurationSeconds=900"));
  }

  @Test
  public void aRefusedRoleSaysSoAndQuotesNothing() throws IOException {
    writeRoleProfile();
    services.answerWith(403);
    TributaryException denied = denied(Map.of());
    assertEquals(FailureKind.ACCESS_DENIED, denied.kind());
    assertTrue(denied.getMessage(), denied.getMessage().contains("profile 'role'"));
    assertFalse(denied.getMessage(), denied.getMessage().contains("issued"));
    Assert.assertNull(denied.getCause());
  }

  @Test
  public void aRoleMayBeAssumedByTheNextOne() throws IOException {
    writeRoleProfile();
    KeyChain chain = chain(Map.of());
    assertEquals(ISSUED, chain.load("chained"));
    assertEquals(2, services.requests.size());
    assertTrue(services.requests.get(1).contains("SecurityToken=issued-token"));
  }

  @Test
  public void aTroubledServiceMayBeAskedAgain() throws IOException {
    writeRoleProfile();
    services.answerWith(500);
    assertEquals(FailureKind.NETWORK, denied(Map.of()).kind());
  }

  @Test
  public void aPodsTokenBuysARole() throws IOException {
    Path token = home.getRoot().toPath().resolve("token");
    Files.writeString(token, "pod-token");
    assertEquals(
        ISSUED,
        load(
            Map.of(
                "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r",
                "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/p",
                "ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.toString())));
    assertTrue(services.requests.get(0).contains("OIDCToken=pod-token"));
  }

  private AccessKeys load(Map<String, String> environment) {
    return chain(environment).load("");
  }

  private TributaryException denied(Map<String, String> environment) {
    return Assert.assertThrows(TributaryException.class, () -> load(environment));
  }

  private KeyChain chain(Map<String, String> environment) {
    return new KeyChain(new Surroundings(environment, home.getRoot().toPath()), SETTINGS);
  }

  private void writeRoleProfile() throws IOException {
    Path file = home.getRoot().toPath().resolve(".aliyun").resolve("config.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"current": "role", "profiles": [
          {"name": "role", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "s",
           "ram_role_arn": "acs:ram::1:role/r", "expired_seconds": 900},
          {"name": "chained", "mode": "ChainableRamRoleArn", "source_profile": "role",
           "ram_role_arn": "acs:ram::2:role/r"}]}
        """);
  }
}
