package io.tributary.cli.log;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.MDC;

/** What a line is about: which node, download, job or actor. */
final class LogContext {
  /** What Akka says of an actor: who it is. The rest is in the line already. */
  private static final String ACTOR = "akkaSource";

  private static final Set<String> AKKAS = Set.of("sourceThread", "sourceActorSystem");

  private LogContext() {}

  /**
   * @param common to all lines
   */
  static Map<String, String> of(Map<String, String> common) {
    Map<String, String> context = new TreeMap<>(common);
    Map<String, String> given = MDC.getCopyOfContextMap();
    if (given != null) {
      given.forEach((name, value) -> add(context, name, value));
    }
    return context;
  }

  private static void add(Map<String, String> context, String name, String value) {
    if (name.equals(ACTOR)) {
      context.put("actor", value);
    } else if (!name.startsWith("akka") && !AKKAS.contains(name)) {
      context.put(name, value);
    }
  }
}
