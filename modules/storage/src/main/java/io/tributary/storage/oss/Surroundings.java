package io.tributary.storage.oss;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What this machine tells about credentials: environment variables and the user's home. */
record Surroundings(Map<String, String> environment, Path home) {

  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The home is {@code $HOME}, as for the tools that write these files; Java ignores it. */
  static Surroundings ofThisProcess() {
    String home = System.getenv().getOrDefault("HOME", "");
    return new Surroundings(
        System.getenv(), Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  /** The value of a variable; nothing when it is unset or blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  boolean isSet(String name) {
    return variable(name).map(Boolean::parseBoolean).orElse(false);
  }

  @Override
  public String toString() {
    return "Surroundings[***]";
  }
}
