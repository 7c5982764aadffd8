package io.tributary.benchmarks.worker;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class OrderTest extends JUnitSuite {

  @Test
  public void anOrderIsOneLine() {
    Order plain = new Order("http://h/o", Path.of("/tmp/a b"), 8, true, Optional.empty());
    Order tls = new Order("https://h/o", Path.of("/f"), 1, false, Optional.of(Path.of("/ca")));
    assertEquals(plain, Order.parse(plain.line()));
    assertEquals(tls, Order.parse(tls.line()));
    assertEquals(1, tls.line().lines().count());
  }

  @Test
  public void anythingElseIsRefused() {
    Assert.assertThrows(IllegalArgumentException.class, () -> Order.parse("http://h/o"));
  }
}
