package io.tributary.torture.fault;

import java.util.List;
import java.util.Random;

/** Choices. */
final class Draw {
  private Draw() {}

  @SafeVarargs
  static <T> T of(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** True in so many of a hundred draws. */
  static boolean percent(Random random, int percent) {
    return random.nextInt(100) < percent;
  }

  /** From {@code least} to {@code most}, both included. */
  static long between(Random random, long least, long most) {
    return least + (long) (random.nextDouble() * (most - least + 1));
  }

  static List<String> option(Random random, String name, String... values) {
    String value = of(random, values);
    return value.isEmpty() ? List.of() : List.of(name, value);
  }
}
