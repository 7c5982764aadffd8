package io.tributary.storage.s3;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.bucket.AccessKeys;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Signing keys from the vendor's own chain: environment, web identity, the shared files, the
 * container's and the instance's role. A profile's name, given as an option, leaves only the files.
 * A provider is made for each load, so its own cache is passed by: that of {@link
 * io.tributary.storage.bucket.CachedKeys} is the only one. Blocking calls.
 */
final class KeyChain {
  /** Whoever sets one of these has credentials issued, and a service may be away for a while. */
  private static final List<String> ISSUED =
      List.of(
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private KeyChain() {}

  static AccessKeys load(String profile) {
    AwsCredentialsProvider provider = null;
    try {
      provider = profile.isEmpty() ? chain() : ProfileCredentialsProvider.create(profile);
      return keys(provider.resolveCredentials(), profile);
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      throw refused(profile, e);
    } finally {
      close(provider);
    }
  }

  /** The named profile of the shared files, the usual one for an empty name. Reads local files. */
  static Optional<Profile> profile(String name) {
    String wanted = name.isEmpty() ? usualProfile() : name;
    try {
      return ProfileFile.defaultProfileFile().profile(wanted);
    } catch (SdkException | IllegalStateException | IllegalArgumentException broken) {
      // Whoever needs the keys in it will hear of it.
      return Optional.empty();
    }
  }

  private static String usualProfile() {
    return System.getenv().getOrDefault("AWS_PROFILE", "default");
  }

  private static AwsCredentialsProvider chain() {
    return DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(false).build();
  }

  private static AccessKeys keys(AwsCredentials found, String profile) {
    String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    boolean fixed = profile.isEmpty() && System.getenv("AWS_ACCESS_KEY_ID") != null;
    return new AccessKeys(
        found.accessKeyId(),
        found.secretAccessKey(),
        token,
        found.expirationTime().orElse(null),
        !fixed);
  }

  private static void close(AwsCredentialsProvider provider) {
    if (provider instanceof AutoCloseable closeable) {
      IoUtils.closeQuietlyV2(closeable, null);
    }
  }

  /** The provider's words are left out, and it as a cause: they may quote files and answers. */
  private static TributaryException refused(String profile, RuntimeException e) {
    boolean unreachable = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      unreachable |= cause instanceof IOException;
    }
    if (unreachable) {
      return failure(
          FailureKind.NETWORK,
          "the service that issues them cannot be reached",
          "check the network");
    }
    if (!profile.isEmpty()) {
      boolean known = profile(profile).isPresent();
      return failure(
          FailureKind.ACCESS_DENIED,
          known
              ? "profile '" + profile + "' gives no credentials"
              : "there is no profile '" + profile + "' in the shared credentials and config files",
          known ? "complete it" : "check --profile");
    }
    if (ISSUED.stream().anyMatch(System.getenv()::containsKey)) {
      // The chain does not tell why its last link gave nothing.
      return failure(
          FailureKind.NETWORK,
          "the service that issues them gives none",
          "check the role, and the network");
    }
    return failure(
        FailureKind.ACCESS_DENIED,
        "no credentials were found in AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE,"
            + " ~/.aws/credentials, ~/.aws/config, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or"
            + " …_FULL_URI, and the EC2 metadata service",
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --profile, or --no-sign-request"
            + " for a public object");
  }

  private static TributaryException failure(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "sign requests for", "S3", reason, advice).asException();
  }
}
