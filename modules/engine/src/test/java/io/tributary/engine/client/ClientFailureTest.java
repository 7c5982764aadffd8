package io.tributary.engine.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ClientFailureTest extends JUnitSuite {
  private static Failure failure(FailureKind kind) {
    return new Failure(kind, "read", "s3://bucket/key", "reason", "advice");
  }

  @Test
  public void everyClassHasItsKinds() {
    Set<Class<?>> used =
        Arrays.stream(FailureKind.values())
            .map(kind -> ClientFailure.of(failure(kind)).getClass())
            .collect(Collectors.toSet());
    assertEquals(Set.of(ClientFailure.class.getPermittedSubclasses()), used);
  }

  @Test
  public void whatMayBeTriedAgainPasses() {
    for (FailureKind kind : FailureKind.values()) {
      boolean passes = ClientFailure.of(failure(kind)) instanceof ClientFailure.Passing;
      assertEquals(kind.name(), kind.retryable() || kind == FailureKind.STATE_UNUSABLE, passes);
    }
  }

  @Test
  public void itIsFoundUnderWhatWrapsItWithTheTimeToWait() {
    Failure slower = failure(FailureKind.THROTTLED);
    Throwable thrown =
        new ExecutionException(
            new CompletionException(new TributaryException(slower, Duration.ofSeconds(7), null)));
    ClientFailure found = ClientFailure.of(thrown);
    assertSame(slower, found.failure());
    assertEquals(Optional.of(Duration.ofSeconds(7)), ((ClientFailure.Passing) found).leastWait());
  }

  @Test
  public void anythingElseIsADefect() {
    ClientFailure found = ClientFailure.of(new IllegalStateException("odd"));
    assertTrue(found instanceof ClientFailure.Defect);
    assertTrue(found.failure().oneLine(), found.failure().oneLine().contains("odd"));
  }
}
