package io.tributary.storage.oss;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.bucket.AccessKeys;

/** Makes keys of a profile, asking STS or the metadata service where it says so. Blocking. */
final class ProfileKeys {
  /** More than two roles in a row is a circle or a mistake. */
  private static final int MAX_CHAIN = 3;

  private final ProfileFiles files;
  private final RoleKeys roles;

  ProfileKeys(ProfileFiles files, RoleKeys roles) {
    this.files = files;
    this.roles = roles;
  }

  AccessKeys of(Profile profile) {
    return of(profile, 1);
  }

  private AccessKeys of(Profile profile, int depth) {
    return switch (profile.mode()) {
      case "ak", "accesskey", "ststoken", "sts" -> written(profile);
      case "ramrolearn" -> roles.assumedRole(profile, written(profile));
      case "chainableramrolearn" -> roles.assumedRole(profile, source(profile, depth));
      case "ecsramrole" ->
          roles.instanceRole(
              profile.place(), profile.field("ramrolename", "ecsrolename", "rolename").orElse(""));
      case "oidc", "oidcrolearn" -> roles.oidcRole(profile);
      default ->
          throw unusable(
              profile,
              "its mode '" + profile.mode() + "' is not supported",
              "use a profile of mode AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole or"
                  + " OIDC");
    };
  }

  private AccessKeys source(Profile profile, int depth) {
    if (depth >= MAX_CHAIN) {
      throw unusable(profile, "its source profiles are chained too deep", "shorten the chain");
    }
    return profile
        .field("sourceprofile")
        .flatMap(files::inCli)
        .map(source -> of(source, depth + 1))
        .orElseThrow(
            () -> unusable(profile, "its source profile is missing", "name one that exists"));
  }

  private static AccessKeys written(Profile profile) {
    String id = profile.field("accesskeyid").orElse("");
    String secret = profile.field("accesskeysecret").orElse("");
    if (id.isEmpty() || secret.isEmpty()) {
      throw unusable(
          profile,
          "it has no " + (id.isEmpty() ? "access key id" : "access key secret"),
          "complete it");
    }
    String token = profile.field("ststoken", "securitytoken", "sessiontoken").orElse("");
    // Another program may put a new key into the file at any time.
    return new AccessKeys(id, secret, token, null, true);
  }

  private static TributaryException unusable(Profile profile, String reason, String advice) {
    return new Failure(
            FailureKind.ACCESS_DENIED, "take credentials from", profile.place(), reason, advice)
        .asException();
  }
}
