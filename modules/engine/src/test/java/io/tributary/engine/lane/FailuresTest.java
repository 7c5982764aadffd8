package io.tributary.engine.lane;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FailuresTest extends JUnitSuite {
  @Test
  public void whatNobodyExpectedIsADefectThatIsNamed() {
    Throwable defect = new CompletionException(new IllegalStateException("token=secret"));
    assertEquals(FailureKind.INTERNAL, Failures.of(defect, "x").kind());
    assertEquals("unexpected IllegalStateException", Failures.of(defect, "x").reason());
  }

  @Test
  public void itsOriginIsLoggedWithoutItsTexts() {
    Exception cause = new IllegalArgumentException("token=secret");
    Throwable bare = Failures.withoutMessages(new IllegalStateException("token=secret", cause));
    assertArrayEquals(cause.getStackTrace(), bare.getCause().getStackTrace());
    StringWriter trace = new StringWriter();
    bare.printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString(), trace.toString().contains("IllegalArgumentException"));
    assertFalse(trace.toString(), trace.toString().contains("secret"));
  }
}
