package io.tributary.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header lines in their order; names compare without case. Immutable. */
public record Headers(List<Headers.Line> lines) {

  /** No headers. */
  public static final Headers NONE = new Headers(List.of());

  /** One header line; characters are bytes (ISO 8859-1). */
  public record Line(String name, String value) {}

  public Headers {
    lines = List.copyOf(lines);
  }

  /** The first value of that name. */
  public Optional<String> first(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .findFirst();
  }

  /** True when there is a line of that name. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** Replaces every line of that name by this one, at the end. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /** Adds a line beside others of that name. */
  public Headers plus(String name, String value) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, value));
    return new Headers(more);
  }

  /** Takes every line of that name away. */
  public Headers without(String name) {
    return new Headers(lines.stream().filter(line -> !line.name().equalsIgnoreCase(name)).toList());
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return lines.stream().map(Line::name).toList().toString();
  }
}
