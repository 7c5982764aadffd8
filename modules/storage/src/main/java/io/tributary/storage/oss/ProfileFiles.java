package io.tributary.storage.oss;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.text.Nesting;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials files of the vendor's tools: {@code ~/.aliyun/config.json} (aliyun CLI), {@code
 * ~/.alibabacloud/credentials} (SDKs) and {@code ~/.ossutilconfig} (ossutil). Read as they are, by
 * blocking calls.
 */
final class ProfileFiles {
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final Surroundings surroundings;

  ProfileFiles(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** All files that are looked into, in order, for messages. */
  List<String> places() {
    return List.of(cli().toString(), sdk().toString(), ossutil().toString());
  }

  /** The named profile, from the first file that has it; an empty name asks for the default. */
  Optional<Profile> find(String name) {
    return inCli(name).or(() -> inSdk(name)).or(() -> inOssutil(name));
  }

  /** A profile that another one in {@code ~/.aliyun/config.json} builds on. */
  Optional<Profile> inCli(String name) {
    if (surroundings.isSet("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")) {
      return Optional.empty();
    }
    return read(cli()).flatMap(text -> inCli(text, name));
  }

  private Optional<Profile> inCli(String text, String name) {
    if (Nesting.isTooDeep(text)) {
      throw notItsJson();
    }
    try {
      Config config =
          ConfigFactory.parseReader(
              new StringReader(text), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      String wanted = name.isEmpty() ? textOf(config, "current") : name;
      for (Config entry : config.getConfigList("profiles")) {
        if (textOf(entry, "name").equals(wanted)) {
          return Optional.of(new Profile(place(cli(), wanted), fields(entry)));
        }
      }
      return Optional.empty();
    } catch (ConfigException broken) {
      // The parser's words may quote the file, secrets included.
      throw notItsJson();
    }
  }

  private TributaryException notItsJson() {
    return unreadable(cli(), "it is not the JSON that the aliyun CLI writes");
  }

  private Optional<Profile> inSdk(String name) {
    String section = name.isEmpty() ? "default" : name;
    return read(sdk())
        .map(IniFile::parse)
        .flatMap(ini -> ini.section(section))
        .filter(fields -> !"false".equalsIgnoreCase(fields.getOrDefault("enable", "true")))
        .map(fields -> new Profile(place(sdk(), section), fields));
  }

  private Optional<Profile> inOssutil(String name) {
    String section = name.isEmpty() ? "default" : name;
    return read(ossutil())
        .map(IniFile::parse)
        .flatMap(
            ini ->
                ini.section("profile " + section)
                    .or(() -> ini.section(section))
                    // The name that ossutil 1.x gives to its only section.
                    .or(() -> name.isEmpty() ? ini.section("Credentials") : Optional.empty()))
        .map(fields -> new Profile(place(ossutil(), section), fields));
  }

  private Path cli() {
    return surroundings.home().resolve(".aliyun").resolve("config.json");
  }

  private Path sdk() {
    return surroundings
        .variable("ALIBABA_CLOUD_CREDENTIALS_FILE")
        .map(Path::of)
        .orElseGet(() -> surroundings.home().resolve(".alibabacloud").resolve("credentials"));
  }

  private Path ossutil() {
    return surroundings.home().resolve(".ossutilconfig");
  }

  private static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw unreadable(file, "it is larger than " + MAX_FILE_BYTES + " bytes");
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw unreadable(file, "it cannot be read as UTF-8 text");
    }
  }

  private static Map<String, String> fields(Config entry) {
    Map<String, String> fields = new HashMap<>();
    entry.root().forEach((name, value) -> fields.put(name, String.valueOf(value.unwrapped())));
    return fields;
  }

  private static String textOf(Config config, String name) {
    return config.hasPath(name) ? config.getString(name) : "";
  }

  private static String place(Path file, String name) {
    return "profile '" + name + "' in " + file;
  }

  private static TributaryException unreadable(Path file, String reason) {
    return new Failure(
            FailureKind.ACCESS_DENIED,
            "read credentials from",
            file.toString(),
            reason,
            "repair or remove the file")
        .asException();
  }
}
