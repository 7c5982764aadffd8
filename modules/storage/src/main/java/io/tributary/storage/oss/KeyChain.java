package io.tributary.storage.oss;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.bucket.AccessKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for signing keys, in this order; the first place that is set up decides, and when it does
 * not work that is the error. A profile's name, given as an option, leaves only the files.
 *
 * <ol>
 *   <li>{@code OSS_ACCESS_KEY_ID}, {@code OSS_ACCESS_KEY_SECRET}, {@code OSS_SESSION_TOKEN}
 *   <li>{@code ALIBABA_CLOUD_ACCESS_KEY_ID}, {@code …_SECRET}, {@code ALIBABA_CLOUD_SECURITY_TOKEN}
 *   <li>OIDC: {@code ALIBABA_CLOUD_ROLE_ARN}, {@code ALIBABA_CLOUD_OIDC_PROVIDER_ARN}, {@code
 *       ALIBABA_CLOUD_OIDC_TOKEN_FILE}
 *   <li>{@code ~/.aliyun/config.json}, {@code ~/.alibabacloud/credentials}, {@code
 *       ~/.ossutilconfig}: the profile of {@code ALIBABA_CLOUD_PROFILE}, else the default one
 *   <li>{@code ALIBABA_CLOUD_CREDENTIALS_URI}
 *   <li>the role of this ECS instance, at 100.100.100.200, unless {@code
 *       ALIBABA_CLOUD_ECS_METADATA_DISABLED=true}
 * </ol>
 */
final class KeyChain {
  private static final String METADATA = "the ECS metadata service";

  private final Surroundings surroundings;
  private final ProfileFiles files;
  private final ProfileKeys profileKeys;
  private final RoleKeys roles;

  /** Whether this is an ECS instance with a role; then its silence is a passing trouble. */
  private volatile boolean instanceRoleSeen;

  KeyChain(Surroundings surroundings, KeySettings settings) {
    this.surroundings = surroundings;
    this.files = new ProfileFiles(surroundings);
    this.roles = new RoleKeys(settings);
    this.profileKeys = new ProfileKeys(files, roles);
  }

  /** Blocks, up to several seconds when STS or the metadata service is asked. */
  AccessKeys load(String profile) {
    return profile.isEmpty() ? loadDefault() : loadProfile(profile);
  }

  private AccessKeys loadProfile(String name) {
    return files
        .find(name)
        .map(profileKeys::of)
        .orElseThrow(
            () ->
                notFound(
                    "there is no profile '" + name + "' in " + String.join(", ", files.places()),
                    "check --profile"));
  }

  private AccessKeys loadDefault() {
    return environment("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN")
        .or(
            () ->
                environment(
                    "ALIBABA_CLOUD_ACCESS_KEY_ID",
                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                    "ALIBABA_CLOUD_SECURITY_TOKEN"))
        .or(this::oidc)
        .or(this::defaultProfile)
        .or(this::uri)
        .or(this::instanceRole)
        .orElseThrow(this::nowhere);
  }

  private Optional<AccessKeys> environment(String idName, String secretName, String tokenName) {
    Optional<String> id = surroundings.variable(idName);
    Optional<String> secret = surroundings.variable(secretName);
    if (id.isPresent() != secret.isPresent()) {
      throw notFound(
          (id.isPresent() ? idName : secretName)
              + " is set, but "
              + (id.isPresent() ? secretName : idName)
              + " is not",
          "set both or none");
    }
    String token = surroundings.variable(tokenName).orElse("");
    return id.map(key -> new AccessKeys(key, secret.get(), token, null, false));
  }

  private Optional<AccessKeys> oidc() {
    Optional<String> role = surroundings.variable("ALIBABA_CLOUD_ROLE_ARN");
    Optional<String> provider = surroundings.variable("ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
    Optional<String> token = surroundings.variable("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    if (role.isEmpty() || provider.isEmpty() || token.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> fields =
        Map.of(
            "role_arn", role.get(),
            "oidc_provider_arn", provider.get(),
            "oidc_token_file", token.get(),
            "sts_region", surroundings.variable("ALIBABA_CLOUD_STS_REGION").orElse(""));
    return Optional.of(roles.oidcRole(new Profile("ALIBABA_CLOUD_OIDC_TOKEN_FILE", fields)));
  }

  private Optional<AccessKeys> defaultProfile() {
    return files
        .find(surroundings.variable("ALIBABA_CLOUD_PROFILE").orElse(""))
        .map(profileKeys::of);
  }

  private Optional<AccessKeys> uri() {
    return surroundings
        .variable("ALIBABA_CLOUD_CREDENTIALS_URI")
        .map(uri -> roles.fromUri("ALIBABA_CLOUD_CREDENTIALS_URI", uri));
  }

  private Optional<AccessKeys> instanceRole() {
    if (metadataDisabled()) {
      return Optional.empty();
    }
    Optional<String> role = surroundings.variable("ALIBABA_CLOUD_ECS_METADATA");
    try {
      AccessKeys keys = roles.instanceRole(METADATA, role.orElse(""));
      instanceRoleSeen = true;
      return Optional.of(keys);
    } catch (TributaryException notThere) {
      if (role.isPresent() || instanceRoleSeen) {
        throw notThere;
      }
      return Optional.empty();
    }
  }

  private boolean metadataDisabled() {
    return surroundings.isSet("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
  }

  private TributaryException nowhere() {
    List<String> places = new ArrayList<>();
    places.add("OSS_ACCESS_KEY_ID");
    places.add("ALIBABA_CLOUD_ACCESS_KEY_ID");
    places.add("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    places.addAll(files.places());
    places.add("ALIBABA_CLOUD_CREDENTIALS_URI");
    places.add(METADATA + (metadataDisabled() ? " (disabled)" : ""));
    return notFound(
        "no credentials were found in " + String.join(", ", places),
        "set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or give --profile, or --no-sign-request"
            + " for a public object");
  }

  private static TributaryException notFound(String reason, String advice) {
    return new Failure(FailureKind.ACCESS_DENIED, "sign requests for", "OSS", reason, advice)
        .asException();
  }
}
