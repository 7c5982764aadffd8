package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import akka.Done;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How many servers a job has connections to that it does not use. */
public final class ReadersTest extends JUnitSuite {
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final Readers readers = new Readers(locator -> new HostReader(host(locator)));

  private final class HostReader implements ObjectReader {
    private final String host;

    HostReader(String host) {
      this.host = host;
      opened.add(host);
    }

    @Override
    public boolean reads(Locator object) {
      return host(object).equals(host);
    }

    @Override
    public CompletionStage<Opened> open(Locator object) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public Opened openHere(Locator object) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public CompletionStage<Done> restore(Locator object, int days) {
      throw new AssertionError("nothing is restored here");
    }

    @Override
    public CompletionStage<Done> close() {
      closed.add(host);
      return CompletableFuture.completedStage(Done.done());
    }
  }

  private static String host(Locator locator) {
    return ((HttpLocator) locator).host();
  }

  private Readers.Use use(String host) {
    return readers.use(ParsedLocator.parse("https://" + host + "/object").locator());
  }

  private void use(int from, int to) {
    for (int number = from; number < to; number++) {
      use("host" + number).close();
    }
  }

  @Test
  public void ofManyHostsThoseThatWereUsedLastStayOpen() {
    use(0, Readers.MOST_IDLE);
    assertEquals(List.of(), closed);
    use("host0").close();
    use(Readers.MOST_IDLE, Readers.MOST_IDLE + 2);
    assertEquals(List.of("host1", "host2"), closed);
    assertEquals(Readers.MOST_IDLE + 2, opened.size());
  }

  @Test
  public void whatIsInUseStaysOpenAndIsShared() {
    Readers.Use first = use("busy");
    Readers.Use second = use("busy");
    assertSame(first.reader(), second.reader());
    first.close();
    use(0, 3 * Readers.MOST_IDLE);
    assertEquals(2 * Readers.MOST_IDLE, closed.size());
    assertTrue(closed.toString(), !closed.contains("busy"));
    second.close();
    use(0, Readers.MOST_IDLE + 1);
    assertTrue(closed.contains("busy"));
  }

  @Test
  public void allAreClosedInTheEnd() {
    Readers.Use busy = use("busy");
    use(0, 2);
    readers.close();
    assertEquals(List.of("busy", "host0", "host1"), closed.stream().sorted().toList());
    busy.close();
    assertEquals(3, closed.size());
  }
}
