package io.tributary.core.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class IdentityTest extends JUnitSuite {
  private static final String DATE = "Fri, 20 Nov 2026 10:00:00 GMT";
  private static final Identity OBJECT = identity(10, "\"a\"", DATE, "v1");

  @Test
  public void theSameValidatorsAreTheSameObject() {
    assertTrue(OBJECT.sameObject(identity(10, "\"a\"", DATE, "v1")));
    assertTrue(OBJECT.sameObject(identity(10, "\"a\"", "", "")));
    assertTrue(OBJECT.sameObject(identity(10, "", DATE, "")));
    assertTrue(OBJECT.sameObject(identity(10, "", "", "v1")));
  }

  @Test
  public void oneDifferentValidatorIsAnotherObject() {
    assertFalse(OBJECT.sameObject(identity(11, "\"a\"", DATE, "v1")));
    assertFalse(OBJECT.sameObject(identity(10, "\"b\"", DATE, "v1")));
    assertFalse(OBJECT.sameObject(identity(10, "W/\"a\"", DATE, "v1")));
    assertFalse(OBJECT.sameObject(identity(10, "\"a\"", "Sat, 21 Nov 2026 10:00:00 GMT", "v1")));
    assertFalse(OBJECT.sameObject(identity(10, "\"a\"", DATE, "v2")));
  }

  @Test
  public void theSizeAloneTellsNothing() {
    Identity bare = identity(10, "", "", "");
    assertFalse(bare.hasValidator());
    assertFalse(bare.sameObject(bare));
    assertFalse(OBJECT.sameObject(bare));
    assertFalse(bare.sameObject(OBJECT));
  }

  @Test
  public void anUnknownSizeIsNeverTheSame() {
    Identity endless = identity(Identity.UNKNOWN_SIZE, "\"a\"", "", "");
    assertFalse(endless.sizeKnown());
    assertFalse(endless.sameObject(endless));
  }

  @Test
  public void onlyAStrongEtagServesForIfMatch() {
    assertEquals(Optional.of("\"a\""), OBJECT.strongEtag());
    assertEquals(Optional.empty(), identity(1, "W/\"a\"", "", "").strongEtag());
    assertEquals(Optional.empty(), identity(1, "", DATE, "").strongEtag());
    assertTrue(identity(1, "W/\"a\"", "", "").hasValidator());
  }

  @Test
  public void checksumsAreCopied() {
    List<Checksum> checksums = new ArrayList<>(List.of(Checksum.ofCrc64(1)));
    Identity identity = new Identity(1, "", "", "", checksums);
    checksums.clear();
    assertEquals(List.of(Checksum.ofCrc64(1)), identity.checksums());
    Assert.assertThrows(IllegalArgumentException.class, () -> identity(-2, "", "", ""));
  }

  private static Identity identity(long size, String etag, String date, String version) {
    return new Identity(size, etag, date, version, List.of());
  }
}
