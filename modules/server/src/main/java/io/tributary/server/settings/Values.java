package io.tributary.server.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.quantity.RequestRate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The settings under {@code tributary}, within their bounds. */
final class Values {
  private static final int MOST_PORT = 65_535;

  private final Config config;

  Values(Config config) {
    this.config = config;
  }

  String text(String setting) {
    return read(setting, () -> config.getString(setting));
  }

  String required(String setting) {
    String text = text(setting);
    if (text.isEmpty()) {
      throw refused(setting, "it is not set");
    }
    return text;
  }

  String matching(String setting, String pattern, String what) {
    String text = text(setting);
    if (!text.matches(pattern)) {
      throw refused(setting, "'" + text + "' is not made of " + what);
    }
    return text;
  }

  List<String> texts(String setting) {
    return List.copyOf(read(setting, () -> config.getStringList(setting)));
  }

  boolean flag(String setting) {
    return read(setting, () -> config.getBoolean(setting));
  }

  int port(String setting) {
    return Math.toIntExact(number(setting, 0, MOST_PORT));
  }

  long number(String setting, long least, long most) {
    return within(setting, read(setting, () -> config.getLong(setting)), least, most);
  }

  /** Of at least 0. */
  long bytes(String setting) {
    long bytes = read(setting, () -> config.getBytes(setting));
    return within(setting, bytes, 0, Long.MAX_VALUE);
  }

  double requestRate(String setting) {
    double value = read(setting, () -> config.getDouble(setting));
    try {
      return RequestRate.require("it", value);
    } catch (IllegalArgumentException e) {
      throw refused(setting, String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param least as a configuration file says it, such as {@code 100ms}
   * @param most likewise
   */
  Duration duration(String setting, String least, String most) {
    Duration duration = read(setting, () -> config.getDuration(setting));
    if (duration.compareTo(durationOf(least)) < 0 || duration.compareTo(durationOf(most)) > 0) {
      throw refused(setting, text(setting) + " is not within " + least + " to " + most);
    }
    return duration;
  }

  /**
   * @param least as a configuration file says it, such as {@code 16 KiB}
   * @param most likewise
   */
  long bytes(String setting, String least, String most) {
    long bytes = read(setting, () -> config.getBytes(setting));
    if (bytes < bytesOf(least) || bytes > bytesOf(most)) {
      throw refused(setting, text(setting) + " is not within " + least + " to " + most);
    }
    return bytes;
  }

  private static Duration durationOf(String text) {
    return ConfigValueFactory.fromAnyRef(text).atKey("it").getDuration("it");
  }

  private static long bytesOf(String text) {
    return ConfigValueFactory.fromAnyRef(text).atKey("it").getBytes("it");
  }

  <E extends Enum<E>> E word(String setting, Class<E> type) {
    String text = text(setting);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    setting,
                    ("'" + text + "' is none of " + Arrays.toString(type.getEnumConstants()))
                        .toLowerCase(Locale.ROOT)));
  }

  private static long within(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw refused(setting, value + " is not within " + least + " to " + most);
    }
    return value;
  }

  private static <T> T read(String setting, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ConfigException.Missing e) {
      throw refused(setting, "it is not set");
    } catch (ConfigException e) {
      throw refused(setting, "its value is of another kind");
    }
  }

  static TributaryException refused(String setting, String reason) {
    return new Failure(
            FailureKind.USAGE,
            "use the setting",
            "tributary." + setting,
            reason,
            "see docs/configuration.md")
        .asException();
  }
}
