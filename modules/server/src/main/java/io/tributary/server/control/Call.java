package io.tributary.server.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be asked of the API. The OpenAPI document describes each, and nothing else. */
enum Call {
  LIST("GET", "/v1/downloads", "/v1/jobs"),
  SUBMIT("POST", "/v1/downloads", "/v1/jobs"),
  SHOW("GET", "/v1/downloads/{id}", "/v1/jobs/{id}"),
  CHANGE("PATCH", "/v1/downloads/{id}", "/v1/jobs/{id}"),

  /** The same, for clients that know no PATCH. */
  POST_CHANGE("POST", "/v1/downloads/{id}", "/v1/jobs/{id}"),
  HISTORY("GET", "/v1/downloads/{id}/history"),
  DELETE("DELETE", "/v1/downloads/{id}", "/v1/jobs/{id}"),
  PAUSE("POST", "/v1/downloads/{id}/pause", "/v1/jobs/{id}/pause"),
  RESUME("POST", "/v1/downloads/{id}/resume", "/v1/jobs/{id}/resume"),
  CANCEL("POST", "/v1/downloads/{id}/cancel", "/v1/jobs/{id}/cancel"),
  CLUSTER("GET", "/v1/cluster"),
  LIMITS("GET", "/v1/limits"),
  CHOOSE_LIMITS("PUT", "/v1/limits"),
  CHANGE_LIMITS("PATCH", "/v1/limits"),

  /** The same, for clients that know no PATCH. */
  POST_LIMITS("POST", "/v1/limits"),
  EVENTS("GET", "/v1/events"),
  OPENAPI("GET", "/v1/openapi.json"),
  METRICS("GET", "/metrics");

  private static final String ANY = "{id}";
  private static final int MOST_SEGMENTS = 8;

  private final String method;
  private final List<String> paths;

  Call(String method, String... paths) {
    this.method = method;
    this.paths = List.of(paths);
  }

  /**
   * A call, and the segments of the path that it was made by.
   *
   * @param path at least one segment
   */
  record Made(Call call, List<String> path) {
    /** {@code downloads} or {@code jobs}, where it concerns these. */
    String collection() {
      return path.get(1);
    }

    /** Where the path has one. */
    String id() {
      return path.get(2);
    }
  }

  String method() {
    return method;
  }

  /** With {@code {id}} in place of what differs. */
  List<String> paths() {
    return paths;
  }

  /** Whether its body is read; that of others is thrown away. */
  boolean hasBody() {
    return switch (this) {
      case SUBMIT, CHANGE, POST_CHANGE, CHOOSE_LIMITS, CHANGE_LIMITS, POST_LIMITS -> true;
      case LIST,
          SHOW,
          DELETE,
          PAUSE,
          RESUME,
          CANCEL,
          CLUSTER,
          LIMITS,
          EVENTS,
          OPENAPI,
          METRICS,
          HISTORY ->
          false;
    };
  }

  /** Empty when there is none of that method and path. */
  static Optional<Made> of(String method, String path) {
    List<String> segments = segments(path);
    for (Call call : values()) {
      if (call.method.equals(method) && call.goesBy(segments)) {
        return Optional.of(new Made(call, segments));
      }
    }
    return Optional.empty();
  }

  /** By which methods a path can be called; none when there is no such path. */
  static Set<String> methods(String path) {
    List<String> segments = segments(path);
    Set<String> methods = new TreeSet<>();
    for (Call call : values()) {
      if (call.goesBy(segments)) {
        methods.add(call.method);
      }
    }
    return methods;
  }

  private boolean goesBy(List<String> segments) {
    return paths.stream().map(Call::segments).anyMatch(path -> fits(path, segments));
  }

  private static boolean fits(List<String> template, List<String> segments) {
    if (template.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      boolean same = template.get(i).equals(segments.get(i));
      if (!same && !(template.get(i).equals(ANY) && !segments.get(i).isEmpty())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    return List.of(path.replaceFirst("^/", "").split("/", MOST_SEGMENTS));
  }
}
