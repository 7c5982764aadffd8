package io.tributary.storage.bucket;

import static org.junit.Assert.assertEquals;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ListedKeyTest extends JUnitSuite {

  /** Fault 40. */
  @Test
  public void keysAreDecodedExactly() throws Exception {
    assertEquals("a b", ListedKey.decode("a+b"));
    assertEquals("a b+c%/\n🌊", ListedKey.decode("a%20b%2Bc%25/%0A%F0%9F%8C%8A"));
    assertEquals("e\u0301", ListedKey.decode("e%CC%81"));
  }

  @Test
  public void whatIsNotEncodedAsItSaysIsRefused() {
    for (String text : new String[] {"%", "%2", "%zz", "a%f", "%E6%00", "%C0%AF", "%ED%A0%80"}) {
      Assert.assertThrows(text, NotAListingException.class, () -> ListedKey.decode(text));
    }
  }
}
