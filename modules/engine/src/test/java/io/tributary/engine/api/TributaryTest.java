package io.tributary.engine.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.DownloadFixture;
import io.tributary.testkit.content.Content;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TributaryTest extends JUnitSuite {
  private DownloadFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new DownloadFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  @Test
  public void anObjectArrivesWholeUnderItsFinalNameAndNothingElseIsLeft() throws Exception {
    Content content = Content.synthetic(1, 50_000_000);
    fixture.server.put("/object", content);

    DownloadResult result =
        fixture.download("/object", fixture.file("object"), DownloadOptions.defaults());

    assertTrue(DownloadFixture.holds(fixture.file("object"), content));
    assertEquals(50_000_000, result.sizeBytes());
    assertEquals(List.of("object"), fixture.left());
  }
}
