package io.tributary.storage.s3;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.profiles.Profile;

/**
 * Region and endpoint as the vendor's tools are set up on this machine: {@code AWS_REGION}, {@code
 * AWS_DEFAULT_REGION}, {@code AWS_ENDPOINT_URL_S3}, {@code AWS_ENDPOINT_URL}, then the profile's
 * {@code region} and {@code endpoint_url}.
 *
 * @param profile asked only when the environment does not say; reads a local file
 */
record UsualPlace(Map<String, String> environment, Supplier<Optional<Profile>> profile) {

  UsualPlace {
    environment = Map.copyOf(environment);
  }

  Optional<String> region() {
    return variable("AWS_REGION")
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .or(() -> property("region"));
  }

  Optional<String> endpoint() {
    if (variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").map(Boolean::parseBoolean).orElse(false)) {
      return Optional.empty();
    }
    return variable("AWS_ENDPOINT_URL_S3")
        .or(() -> variable("AWS_ENDPOINT_URL"))
        .or(() -> property("endpoint_url"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private Optional<String> property(String name) {
    return profile.get().flatMap(found -> found.property(name)).filter(v -> !v.isBlank());
  }

  @Override
  public String toString() {
    return "UsualPlace[***]";
  }
}
