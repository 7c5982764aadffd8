package io.tributary.engine.lease;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LeasesTest extends JUnitSuite {
  private final List<Object> closed = new ArrayList<>();
  private final Leases<String, Object> leases = new Leases<>(closed::add);

  private Lease<Object> acquire(String key) {
    return leases.acquire(key, Object::new);
  }

  @Test
  public void whoSharesAKeySharesTheThing() {
    Lease<Object> first = acquire("a");
    assertSame(first.value(), acquire("a").value());
    assertNotSame(first.value(), acquire("b").value());
    assertEquals(2, leases.size());
  }

  @Test
  public void theLastUserClosesAndNothingStaysBehind() {
    Lease<Object> first = acquire("a");
    Lease<Object> second = acquire("a");
    first.close();
    assertEquals(List.of(), closed);
    second.close();
    assertEquals(List.of(first.value()), closed);
    assertEquals(0, leases.size());
  }

  @Test
  public void closingTwiceTakesNothingFromOthers() {
    Lease<Object> first = acquire("a");
    Lease<Object> second = acquire("a");
    first.close();
    first.close();
    assertEquals(List.of(), closed);
    second.close();
    assertEquals(1, closed.size());
  }

  @Test
  public void whatWasClosedIsOpenedAgain() {
    Lease<Object> first = acquire("a");
    first.close();
    assertNotSame(first.value(), acquire("a").value());
  }

  @Test
  public void whatCannotBeOpenedLeavesNothing() {
    Assert.assertThrows(
        IllegalStateException.class,
        () ->
            leases.acquire(
                "a",
                () -> {
                  throw new IllegalStateException("no");
                }));
    assertEquals(0, leases.size());
  }
}
