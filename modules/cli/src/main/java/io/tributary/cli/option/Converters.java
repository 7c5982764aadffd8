package io.tributary.cli.option;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.DurationText;
import io.tributary.core.quantity.Rate;
import io.tributary.core.quantity.RequestRate;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of the command line, the environment and the configuration into values within bounds. */
final class Converters {
  private Converters() {}

  /** Bytes of one request; 0 for {@code auto}. */
  static final class PartSize implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equalsIgnoreCase("auto")) {
        return 0L;
      }
      long bytes = checked(ByteSize::parse, text);
      if (bytes < DownloadOptions.MIN_PART_BYTES || bytes > DownloadOptions.MAX_PART_BYTES) {
        throw new TypeConversionException("'" + text + "' is not within 100KiB to 5GiB");
      }
      return bytes;
    }
  }

  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return checked(ByteSize::parse, text);
    }
  }

  /** Bytes per second; 0 for no limit. */
  static final class Speed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return checked(Rate::parse, text);
    }
  }

  /** Per second; 0 for no limit. */
  static final class Requests implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return checked(RequestRate::parse, text);
    }
  }

  /** 1 or more; 0 for {@code auto}. */
  static final class Lanes implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.equalsIgnoreCase("auto")) {
        return 0;
      }
      int lanes = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
      if (lanes < 1 || lanes > DownloadOptions.MAX_LANES) {
        throw new TypeConversionException(
            "'" + text + "' is neither auto nor a number from 1 to " + DownloadOptions.MAX_LANES);
      }
      return lanes;
    }
  }

  static final class Retries implements ITypeConverter<Integer> {
    static final int MOST = 1000;

    @Override
    public Integer convert(String text) {
      int retries = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
      if (retries < 0 || retries > MOST) {
        throw new TypeConversionException("'" + text + "' is not a number from 0 to " + MOST);
      }
      return retries;
    }
  }

  static final class Timeout implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration timeout = checked(DurationText::parse, text);
      if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(1)) > 0) {
        throw new TypeConversionException("'" + text + "' is not within 1ms to 1d");
      }
      return timeout;
    }
  }

  static final class Range implements ITypeConverter<RangeSpec> {
    @Override
    public RangeSpec convert(String text) {
      return checked(RangeSpec::parse, text);
    }
  }

  static final class Expected implements ITypeConverter<Checksum> {
    @Override
    public Checksum convert(String text) {
      return checked(Checksum::parse, text);
    }
  }

  /** An enum constant, as {@link Words} spells it. */
  static final class Word<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    Word(Class<E> type) {
      this.type = type;
    }

    @Override
    public E convert(String text) {
      return Words.parse(type, text);
    }
  }

  private static <T> T checked(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
