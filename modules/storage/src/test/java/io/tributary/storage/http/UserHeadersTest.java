package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.SourceSecrets;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class UserHeadersTest extends JUnitSuite {

  private static List<HeaderField> of(String name, String value) {
    return UserHeaders.of(List.of(new SourceSecrets.Header(name, value)));
  }

  @Test
  public void ordinaryHeadersPass() {
    assertEquals(1, of("X-Token", "a b;c=\"d\"").size());
    assertEquals(1, of("User-Agent", "mine/1").size());
    assertEquals(1, of("Host", "virtual.example").size());
  }

  @Test
  public void headersThatWouldSplitOrChangeTheRequestAreRefused() {
    String[][] bad = {
      {"X-Token", "topsecret\r\nX-Other: 1"},
      {"X-Token", "topsecret\n"},
      {"X Token", "topsecret"},
      {"", "topsecret"},
      {"X-Token:", "topsecret"},
      {"Range", "bytes=0-1"},
      {"transfer-encoding", "chunked"}
    };
    for (String[] header : bad) {
      TributaryException failure =
          Assert.assertThrows(TributaryException.class, () -> of(header[0], header[1]));
      assertEquals(FailureKind.USAGE, failure.kind());
      assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
    }
  }
}
