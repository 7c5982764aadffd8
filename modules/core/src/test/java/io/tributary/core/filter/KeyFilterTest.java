package io.tributary.core.filter;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class KeyFilterTest extends JUnitSuite {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  public void theFirstRuleThatMatchesDecides() {
    KeyFilter filter =
        KeyFilter.of(
            List.of(
                FilterRule.excluding("secret.gz"),
                FilterRule.including("*.gz"),
                FilterRule.excluding("/tmp/"),
                FilterRule.including("keep"),
                FilterRule.excluding("*.log")));
    assertTrue(wants(filter, "tmp/a.gz"));
    assertFalse(wants(filter, "tmp/secret.gz"));
    assertFalse(wants(filter, "tmp/keep"));
    assertTrue(wants(filter, "x/tmp/keep"));
    assertFalse(wants(filter, "a.log"));
  }

  @Test
  public void whatNoRuleMatchesIsWanted() {
    assertTrue(wants(KeyFilter.all(), "a"));
    assertTrue(wants(KeyFilter.of(List.of(FilterRule.including("*.gz"))), "a"));
    KeyFilter only = KeyFilter.of(List.of(FilterRule.including("*.gz"), FilterRule.excluding("*")));
    assertTrue(wants(only, "x/a.gz"));
    assertFalse(wants(only, "x/a"));
  }

  @Test
  public void sizesCountWithTheirBounds() {
    KeyFilter filter = new KeyFilter(List.of(), 10, 20, null, null);
    for (long size : new long[] {10, 20, -1}) {
      assertTrue("" + size, filter.wants("a", size, null));
    }
    for (long size : new long[] {0, 9, 21}) {
      assertFalse("" + size, filter.wants("a", size, null));
    }
  }

  @Test
  public void timesCountFromTheOneOnAndBeforeTheOther() {
    KeyFilter filter = new KeyFilter(List.of(), 0, Long.MAX_VALUE, NOON, NOON.plusSeconds(60));
    assertTrue(filter.wants("a", 0, NOON));
    assertTrue(filter.wants("a", 0, NOON.plusSeconds(59)));
    assertTrue(filter.wants("a", 0, null));
    assertFalse(filter.wants("a", 0, NOON.minusNanos(1)));
    assertFalse(filter.wants("a", 0, NOON.plusSeconds(60)));
  }

  @Test
  public void allOfItHasToBeWanted() {
    KeyFilter filter =
        new KeyFilter(List.of(FilterRule.excluding("b")), 5, Long.MAX_VALUE, NOON, null);
    assertTrue(filter.wants("a", 5, NOON));
    assertFalse(filter.wants("b", 5, NOON));
    assertFalse(filter.wants("a", 4, NOON));
    assertFalse(filter.wants("a", 5, NOON.minusSeconds(1)));
  }

  @Test
  public void aFilterThatWantsNothingIsRefused() {
    List<FilterRule> none = List.of();
    refused(() -> new KeyFilter(none, -1, 5, null, null));
    refused(() -> new KeyFilter(none, 6, 5, null, null));
    refused(() -> new KeyFilter(none, 0, 5, NOON, NOON));
    refused(() -> KeyFilter.of(Collections.nCopies(1001, FilterRule.including("a"))));
  }

  private static void refused(org.junit.function.ThrowingRunnable making) {
    Assert.assertThrows(IllegalArgumentException.class, making);
  }

  private static boolean wants(KeyFilter filter, String path) {
    return filter.wants(path, 1, NOON);
  }
}
