package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TlsContextsTest extends JUnitSuite {
  private final TlsContexts contexts = new TlsContexts(work -> {});

  private CompletionStage<?> ofFile(String caFile) {
    return contexts.context(new TlsContexts.Trust(caFile, false));
  }

  @Test
  public void asManyAsAreInUseAreKeptAndNoMore() {
    CompletionStage<?> first = ofFile("first");
    assertSame(first, ofFile("first"));
    for (int i = 0; i < TlsContexts.MOST; i++) {
      ofFile("other " + i);
    }
    assertEquals(TlsContexts.MOST, contexts.kept());
    assertNotSame("the one that was not used for longest is gone", first, ofFile("first"));
  }
}
