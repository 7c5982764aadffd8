package io.tributary.engine.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import akka.Done;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.RangeBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public class ProbedAheadTest extends JUnitSuite {

  @Test
  public void theFirstProbeIsSentBeforeItIsAskedForAndOnlyOnce() {
    Probes probes = new Probes();
    ProbedAhead source = new ProbedAhead(probes);

    assertEquals(1, probes.sent.size());
    assertSame(probes.sent.get(0), source.probe());
    assertEquals(1, probes.sent.size());
  }

  /** A retry must not be given the failure that it is to mend. */
  @Test
  public void laterProbesAreSentWhenTheyAreAskedFor() {
    Probes probes = new Probes();
    ProbedAhead source = new ProbedAhead(probes);

    CompletionStage<Probe> first = source.probe();
    CompletionStage<Probe> second = source.probe();

    assertEquals(2, probes.sent.size());
    assertNotSame(first, second);
  }

  private static final class Probes implements ObjectSource {
    final List<CompletionStage<Probe>> sent = new ArrayList<>();

    @Override
    public CompletionStage<Probe> probe() {
      sent.add(new CompletableFuture<>());
      return sent.get(sent.size() - 1);
    }

    @Override
    public Locator locator() {
      throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<RangeBody> open(Identity identity, ByteRange range) {
      throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<RangeBody> openWhole(Identity identity) {
      throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<Done> close() {
      throw new AssertionError("not asked for");
    }
  }
}
