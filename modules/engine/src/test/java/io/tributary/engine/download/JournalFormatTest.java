package io.tributary.engine.download;

import static org.junit.Assert.assertTrue;

import io.tributary.engine.serialization.JournalFormatContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Test;

/** The journals of downloads. */
public final class JournalFormatTest extends JournalFormatContract {
  public JournalFormatTest() {
    super("/golden/", DownloadEvent.class, 1414681921, 1414681922);
  }

  @Override
  protected Map<String, Object> samples() {
    Map<String, Object> samples = new LinkedHashMap<>(JournalSamples.events());
    samples.putAll(JournalSamples.snapshots());
    return samples;
  }

  @Test
  public void everyNameOfAnEventHasAGoldenFile() {
    assertTrue(JournalSamples.events().keySet().containsAll(JournalSamples.journaledNames()));
  }
}
