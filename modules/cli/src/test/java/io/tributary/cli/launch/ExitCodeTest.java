package io.tributary.cli.launch;

import static org.junit.Assert.assertEquals;

import io.tributary.core.failure.FailureKind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ExitCodeTest extends JUnitSuite {

  @Test
  public void theCodesAreThoseThatAreDocumented() {
    Map<FailureKind, Integer> documented = new EnumMap<>(FailureKind.class);
    documented.put(FailureKind.USAGE, 2);
    documented.put(FailureKind.NOT_FOUND, 3);
    documented.put(FailureKind.ACCESS_DENIED, 4);
    documented.put(FailureKind.ARCHIVED, 4);
    documented.put(FailureKind.SOURCE_CHANGED, 5);
    documented.put(FailureKind.INTEGRITY, 6);
    documented.put(FailureKind.NETWORK, 7);
    documented.put(FailureKind.THROTTLED, 7);
    documented.put(FailureKind.PROTOCOL, 7);
    documented.put(FailureKind.HOME_AWAY, 7);
    documented.put(FailureKind.LOCAL_DISK, 8);
    documented.put(FailureKind.DESTINATION_BUSY, 9);
    documented.put(FailureKind.STATE_UNUSABLE, 10);
    documented.put(FailureKind.INTERRUPTED, 130);
    documented.put(FailureKind.INTERNAL, 1);
    for (FailureKind kind : FailureKind.values()) {
      assertEquals(kind.name(), (int) documented.get(kind), ExitCode.of(kind));
    }
  }
}
