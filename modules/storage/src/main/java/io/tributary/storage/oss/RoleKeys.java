package io.tributary.storage.oss;

import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.AlibabaCloudCredentialsProvider;
import com.aliyun.credentials.provider.EcsRamRoleCredentialProvider;
import com.aliyun.credentials.provider.OIDCRoleArnCredentialProvider;
import com.aliyun.credentials.provider.RamRoleArnCredentialProvider;
import com.aliyun.credentials.provider.SessionCredentialsProvider;
import com.aliyun.credentials.provider.StaticCredentialsProvider;
import com.aliyun.credentials.provider.URLCredentialProvider;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.bucket.CachedKeys;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary keys by the vendor's own providers, which talk to STS, to the metadata service of ECS,
 * or to a local server. Blocking calls. The providers' caches are passed by: {@link CachedKeys} is
 * the only one.
 */
final class RoleKeys {
  private static final Pattern HTTP_CODE = Pattern.compile("HttpCode[:=] ?([0-9]{1,3})");

  private final KeySettings settings;

  RoleKeys(KeySettings settings) {
    this.settings = settings;
  }

  /** AssumeRole at STS, by keys of a profile. */
  AccessKeys assumedRole(Profile profile, AccessKeys by) {
    return obtain(
        profile.place(),
        () ->
            RamRoleArnCredentialProvider.builder()
                .credentialsProvider(provider(by))
                .roleArn(profile.field("ramrolearn", "rolearn").orElse(""))
                .roleSessionName(sessionName(profile))
                .durationSeconds(profile.field("expiredseconds").map(Integer::valueOf).orElse(null))
                .policy(profile.field("policy").orElse(null))
                .externalId(profile.field("externalid").orElse(null))
                .stsRegionId(profile.field("stsregion").orElse(null))
                .enableVpc(profile.field("enablevpc").map(Boolean::valueOf).orElse(null))
                .connectionTimeout(settings.stsTimeoutMillis())
                .readTimeout(settings.stsTimeoutMillis())
                .build());
  }

  /** AssumeRoleWithOIDC at STS; what the profile leaves out comes from the environment. */
  AccessKeys oidcRole(Profile profile) {
    return obtain(
        profile.place(),
        () ->
            OIDCRoleArnCredentialProvider.builder()
                .roleArn(profile.field("ramrolearn", "rolearn").orElse(null))
                .oidcProviderArn(profile.field("oidcproviderarn").orElse(null))
                .oidcTokenFilePath(profile.field("oidctokenfile", "oidctokenfilepath").orElse(null))
                .roleSessionName(sessionName(profile))
                .policy(profile.field("policy").orElse(null))
                .stsRegionId(profile.field("stsregion").orElse(null))
                .connectionTimeout(settings.stsTimeoutMillis())
                .readTimeout(settings.stsTimeoutMillis())
                .build());
  }

  /** The role of this ECS instance; IMDSv2 first. An empty name takes the instance's only role. */
  AccessKeys instanceRole(String place, String roleName) {
    return obtain(
        place,
        () ->
            EcsRamRoleCredentialProvider.builder()
                .asyncCredentialUpdateEnabled(false)
                .roleName(roleName)
                .connectionTimeout(settings.metadataTimeoutMillis())
                .readTimeout(settings.metadataTimeoutMillis())
                .build());
  }

  AccessKeys fromUri(String place, String uri) {
    return obtain(
        place,
        () ->
            URLCredentialProvider.builder()
                .credentialsURI(uri)
                .connectionTimeout(settings.stsTimeoutMillis())
                .readTimeout(settings.stsTimeoutMillis())
                .build());
  }

  private static String sessionName(Profile profile) {
    return profile.field("ramsessionname", "rolesessionname").orElse("tributary");
  }

  private static AlibabaCloudCredentialsProvider provider(AccessKeys keys) {
    String token = keys.securityToken();
    return StaticCredentialsProvider.builder()
        .credential(
            CredentialModel.builder()
                .accessKeyId(keys.accessKeyId())
                .accessKeySecret(keys.accessKeySecret())
                .securityToken(token.isEmpty() ? null : token)
                .build())
        .build();
  }

  private static AccessKeys obtain(
      String place, Supplier<? extends SessionCredentialsProvider> provider) {
    try (SessionCredentialsProvider opened = provider.get()) {
      CredentialModel model = opened.refreshCredentials().value();
      long expiration = model.getExpiration();
      return new AccessKeys(
          Objects.requireNonNull(model.getAccessKeyId()),
          Objects.requireNonNull(model.getAccessKeySecret()),
          Objects.requireNonNullElse(model.getSecurityToken(), ""),
          expiration > 0 ? Instant.ofEpochMilli(expiration) : null,
          true);
    } catch (RuntimeException e) {
      throw refused(place, e);
    }
  }

  /** The provider's words are left out, and it as a cause: they quote whole answers. */
  private static TributaryException refused(String place, RuntimeException e) {
    Matcher code = HTTP_CODE.matcher(String.valueOf(e.getMessage()));
    int status = code.find() ? Integer.parseInt(code.group(1)) : 0;
    boolean unsuited = e instanceof IllegalArgumentException || e instanceof NullPointerException;
    boolean answered = status >= 400 && status < 500;
    String reason =
        unsuited
            ? "its settings are incomplete or out of range"
            : answered
                ? "the service that issues them refuses (HTTP " + status + ")"
                : "the service that issues them cannot be reached";
    return new Failure(
            unsuited || answered ? FailureKind.ACCESS_DENIED : FailureKind.NETWORK,
            "get temporary credentials by",
            place,
            reason,
            unsuited || answered ? "check the role, its trust policy and these settings" : "")
        .asException();
  }
}
