package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ContentRangeTest extends JUnitSuite {

  @Test
  public void rangesAreRead() {
    assertEquals(Optional.of(new ContentRange(0, 99, 1000)), ContentRange.parse("bytes 0-99/1000"));
    assertEquals(
        Optional.of(new ContentRange(5, 9, ContentRange.NONE)), ContentRange.parse("bytes 5-9/*"));
    assertEquals(
        Optional.of(new ContentRange(ContentRange.NONE, ContentRange.NONE, 7)),
        ContentRange.parse("bytes */7"));
    assertEquals(
        Optional.of(new ContentRange(0, Long.MAX_VALUE - 1, Long.MAX_VALUE)),
        ContentRange.parse("bytes 0-9223372036854775806/9223372036854775807"));
  }

  @Test
  public void anythingElseIsNoRange() {
    for (String text :
        List.of(
            "",
            "bytes",
            "bytes=0-99/1000",
            "bytes 0-99",
            "items 0-99/1000",
            "bytes -1-99/1000",
            "bytes 0-99/1000, 200-300/1000",
            "bytes 0-99999999999999999999/1")) {
      assertTrue(text, ContentRange.parse(text).isEmpty());
    }
  }
}
