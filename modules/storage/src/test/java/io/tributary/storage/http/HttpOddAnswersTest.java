package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.Test;

/** Heads of answers that no client expects: harmless ones are passed over, others named. */
public final class HttpOddAnswersTest extends HttpSourceSuite {

  @Test
  public void informationalAnswersArePassedOver() {
    for (int status : new int[] {100, 102, 103, 199}) {
      server.faults().clear();
      server.fault(When.any(), Fault.informational(status));
      HttpObjectSource source = source();
      Identity identity = identity(source);
      assertEquals("status " + status, SIZE, identity.sizeBytes());
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    }
  }

  @Test
  public void aStatusOfNoKnownClassIsAClearFailure() {
    for (int status : new int[] {600, 666, 999}) {
      server.faults().clear();
      server.fault(When.any(), Fault.status(status));
      assertClear(failure(source().probe()));
    }
  }

  @Test
  public void moreHeadersThanAnyoneSendsAreNamedAsSuch() {
    Fault[] many =
        IntStream.range(0, 300).mapToObj(i -> Fault.header("X-" + i, "v")).toArray(Fault[]::new);
    assertBeyondAllLimits(many);
  }

  @Test
  public void aNameOfAHeaderWithoutMeasureIsNamedAsSuch() {
    assertBeyondAllLimits(Fault.header("X-" + "n".repeat(1000), "v"));
  }

  private void assertBeyondAllLimits(Fault... faults) {
    server.fault(When.any(), faults);
    TributaryException failure = failure(source().probe());
    assertEquals(Arrays.toString(faults), FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("headers beyond all limits"));
  }

  private static void assertClear(TributaryException failure) {
    assertTrue(failure.getMessage(), failure.kind() != FailureKind.INTERNAL);
    assertFalse(failure.getMessage(), failure.getMessage().contains("Exception"));
  }
}
