package io.tributary.server.control;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.DurationText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** {@code filter}: which objects of a job are wanted. */
final class FilterFields {
  private static final Time NEVER = new Time(null, "");

  /**
   * @param age as it was given; empty for a time that is the same tomorrow
   */
  private record Time(Instant atOrNull, String age) {}

  private FilterFields() {}

  /**
   * @throws TributaryException USAGE that names the field
   */
  static KeyFilter filter(Fields fields) {
    List<FilterRule> rules = new ArrayList<>();
    var least = new AtomicReference<>(0L);
    var most = new AtomicReference<>(Long.MAX_VALUE);
    var from = new AtomicReference<>(NEVER);
    var before = new AtomicReference<>(NEVER);
    for (Fields rule : fields.list("rules")) {
      int known = rules.size();
      rule.value("include", FilterRule::including, rules::add);
      rule.value("exclude", FilterRule::excluding, rules::add);
      rule.requireNoOther();
      if (rules.size() != known + 1) {
        throw Fields.refused("filter.rules", "a rule has either include or exclude");
      }
    }
    fields.value("minSize", ByteSize::parse, least::set);
    fields.value("maxSize", ByteSize::parse, most::set);
    fields.value("newerThan", FilterFields::time, from::set);
    fields.value("olderThan", FilterFields::time, before::set);
    fields.requireNoOther();
    try {
      return new KeyFilter(
          rules,
          least.get(),
          most.get(),
          from.get().atOrNull(),
          before.get().atOrNull(),
          from.get().age(),
          before.get().age());
    } catch (IllegalArgumentException e) {
      throw Fields.refused("filter", String.valueOf(e.getMessage()));
    }
  }

  private static Time time(String text) {
    try {
      return text.indexOf('T') > 0
          ? new Time(Instant.parse(text), "")
          : new Time(Instant.now().minus(DurationText.parse(text)), text);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time such as 2026-11-01T08:00:00Z or 7d", e);
    }
  }
}
