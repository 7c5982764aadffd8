package io.tributary.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a query, decoded, in their order. */
public record QueryString(List<QueryString.Parameter> parameters) {

  /**
   * One parameter.
   *
   * @param hasValue false for {@code ?name}, true for {@code ?name=}
   */
  public record Parameter(String name, String value, boolean hasValue) {}

  public QueryString {
    parameters = List.copyOf(parameters);
  }

  /** Reads what follows the question mark. */
  public static QueryString parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String piece : text.split("&", -1)) {
      if (piece.isEmpty()) {
        continue;
      }
      int equals = piece.indexOf('=');
      String name = equals < 0 ? piece : piece.substring(0, equals);
      String value = equals < 0 ? "" : piece.substring(equals + 1);
      parameters.add(new Parameter(form(name), form(value), equals >= 0));
    }
    return new QueryString(parameters);
  }

  /** In queries, unlike in paths, a plus sign may stand for a space. */
  private static String form(String text) {
    return PathText.decode(text.replace("+", "%20"));
  }

  /** The first value of that name, which is case-sensitive. */
  public Optional<String> first(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  @Override
  public String toString() {
    return parameters.stream().map(Parameter::name).toList().toString();
  }
}
