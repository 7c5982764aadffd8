package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class AddressBookTest extends JUnitSuite {
  private final AtomicLong nanos = new AtomicLong();
  private final AddressBook book =
      new AddressBook(InetAddress::getAllByName, Runnable::run, Duration.ofSeconds(60), nanos::get);

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  public void addressesTakeTurns() {
    List<InetAddress> both = List.of(address("192.0.2.1"), address("192.0.2.2"));
    assertNotEquals(book.inOrder(both).get(0), book.inOrder(both).get(0));
  }

  @Test
  public void theSystemsFamilyStaysInFront() {
    List<InetAddress> both = List.of(address("192.0.2.1"), address("2001:db8::1"));
    for (int i = 0; i < 4; i++) {
      assertEquals(both, book.inOrder(both));
    }
  }

  @Test
  public void aBadAddressIsLastForAMinute() {
    InetAddress bad = address("192.0.2.1");
    List<InetAddress> both = List.of(bad, address("192.0.2.2"));
    book.failed(bad);
    for (int i = 0; i < 4; i++) {
      assertEquals(bad, book.inOrder(both).get(1));
    }
    nanos.set(Duration.ofSeconds(60).toNanos());
    assertNotEquals(book.inOrder(both).get(0), book.inOrder(both).get(0));
  }

  @Test
  public void digitsAreNeverLookedUp() {
    AddressBook offline =
        new AddressBook(
            name -> {
              throw new UnknownHostException(name);
            },
            Runnable::run,
            Duration.ofSeconds(60),
            nanos::get);
    for (String digits : List.of("192.0.2.1", "::1")) {
      assertEquals(List.of(address(digits)), offline.resolve(digits).toCompletableFuture().join());
    }
    assertTrue(offline.resolve("1.2.3").toCompletableFuture().isCompletedExceptionally());
  }
}
