package io.tributary.storage.listing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ListingPositionTest extends JUnitSuite {

  @Test
  public void aPositionReadsBackFromItsText() {
    for (ListingPosition position :
        new ListingPosition[] {
          ListingPosition.START,
          new ListingPosition("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", " A/b.c\n🌊", 7),
          new ListingPosition("", "...", 0)
        }) {
      assertEquals(position, ListingPosition.parse(position.text()));
      assertTrue(position.text(), position.text().matches("[A-Za-z0-9._-]+"));
    }
  }

  @Test
  public void otherTextsAreRefused() {
    for (String text : new String[] {"", "a", "1.2", "x..", "1.!.", "1.a.b.c"}) {
      Assert.assertThrows(text, IllegalArgumentException.class, () -> ListingPosition.parse(text));
    }
  }
}
