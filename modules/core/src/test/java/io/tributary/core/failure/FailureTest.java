package io.tributary.core.failure;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FailureTest extends JUnitSuite {
  private static final Failure FAILURE =
      new Failure(FailureKind.NETWORK, "open", "https://h/f", "the connection was reset", "");

  @Test
  public void oneLineSaysWhatToWhatAndWhy() {
    assertEquals("cannot open https://h/f: the connection was reset", FAILURE.oneLine());
  }

  @Test
  public void adviceComesLast() {
    Failure failure = new Failure(FailureKind.USAGE, "read", "x", "it is empty", "give a name");
    assertEquals("cannot read x: it is empty; give a name", failure.oneLine());
  }

  /** Fault 54: a server's message is hostile input too. */
  @Test
  public void aFailureStaysOnOneLine() {
    Failure failure =
        new Failure(FailureKind.PROTOCOL, "read", "x", "it says 'a\nb\u001b[31m'", "");
    assertEquals("cannot read x: it says 'a\\nb\\x1b[31m'", failure.oneLine());
    assertEquals(failure.oneLine(), failure.asException().getMessage());
  }

  @Test
  public void theExceptionCarriesKindCauseAndWait() {
    IllegalStateException cause = new IllegalStateException("cause");
    assertSame(cause, FAILURE.asException(cause).getCause());
    assertEquals(FailureKind.NETWORK, FAILURE.asException().kind());
    assertEquals(Optional.empty(), FAILURE.asException().retryAfter());
    Duration wait = Duration.ofSeconds(3);
    assertEquals(Optional.of(wait), new TributaryException(FAILURE, wait, cause).retryAfter());
  }

  @Test
  public void onlyWhatMayPassByItselfIsTriedAgain() {
    List<FailureKind> retryable =
        Arrays.stream(FailureKind.values()).filter(FailureKind::retryable).toList();
    assertEquals(
        List.of(FailureKind.NETWORK, FailureKind.THROTTLED, FailureKind.HOME_AWAY), retryable);
    assertEquals(FailureKind.Reaction.RESTART, FailureKind.SOURCE_CHANGED.reaction());
  }

  @Test
  public void noPartMayBeMissing() {
    Assert.assertThrows(
        NullPointerException.class, () -> new Failure(FailureKind.USAGE, "read", "x", null, ""));
  }
}
