package io.tributary.server.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The fields of a JSON object that a request has sent: each is read once, and none is ignored. */
final class Fields {
  private final String prefix;
  private final ObjectNode object;
  private final Set<String> unread = new HashSet<>();

  Fields(String prefix, ObjectNode object) {
    this.prefix = prefix;
    this.object = object;
    object.fieldNames().forEachRemaining(unread::add);
  }

  /** Empty when it is not there. */
  String text(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return "";
    }
    if (!value.isTextual()) {
      throw refused(prefix + name, "it is not a text");
    }
    return value.textValue();
  }

  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw refused(prefix + name, "it is missing");
    }
    return text;
  }

  void flag(String name, Consumer<Boolean> use) {
    JsonNode value = take(name);
    if (value != null && !value.isBoolean()) {
      throw refused(prefix + name, "it is neither true nor false");
    }
    if (value != null) {
      use.accept(value.booleanValue());
    }
  }

  /** A text or a number, as the command line writes it. */
  <T> void value(String name, Function<String, T> parse, Consumer<T> use) {
    JsonNode value = take(name);
    if (value == null) {
      return;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw refused(prefix + name, "it is neither a text nor a whole number");
    }
    try {
      use.accept(parse.apply(value.asText()));
    } catch (IllegalArgumentException e) {
      throw refused(prefix + name, String.valueOf(e.getMessage()));
    }
  }

  /** A number, also one with a fraction. */
  void number(String name, Consumer<Double> use) {
    JsonNode value = take(name);
    if (value != null && !value.isNumber()) {
      throw refused(prefix + name, "it is not a number");
    }
    if (value != null) {
      use.accept(value.doubleValue());
    }
  }

  <E extends Enum<E>> void word(String name, Class<E> type, Consumer<E> use) {
    value(name, text -> constant(type, text), use);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> word(one).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(type.getEnumConstants()).map(Fields::word).toList()));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Fields object(String name) {
    JsonNode value = take(name);
    if (value != null && !value.isObject()) {
      throw refused(prefix + name, "it is not an object");
    }
    return new Fields(
        prefix + name + ".",
        value == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) value);
  }

  /** The objects of a list; none when it is not there. */
  List<Fields> list(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return List.of();
    }
    List<Fields> objects = new ArrayList<>();
    for (JsonNode one : value) {
      if (value.isArray() && one instanceof ObjectNode object) {
        objects.add(new Fields(prefix + name + ".", object));
      }
    }
    if (!value.isArray() || objects.size() != value.size()) {
      throw refused(prefix + name, "it is not a list of objects");
    }
    return objects;
  }

  /** After all that is known has been read. */
  void requireNoOther() {
    for (String name : unread) {
      throw refused(prefix + name, "there is no such field");
    }
  }

  private JsonNode take(String name) {
    unread.remove(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  static TributaryException refused(String field, String reason) {
    return new Failure(FailureKind.USAGE, "use the field", field, reason, "see docs/http-api.md")
        .asException();
  }
}
