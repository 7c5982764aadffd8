package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class CatEndToEndTest extends JUnitSuite {
  private static final int SIZE = 3_000_001;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(7, SIZE);
  private ObjectServer server;
  private Launcher tributary;

  @Before
  public void start() {
    server = ObjectServer.start();
    server.put("/big", content);
    tributary = new Launcher(folder.getRoot().toPath());
  }

  @After
  public void stop() {
    server.close();
  }

  private byte[] bytes() {
    return content.slice(0, SIZE);
  }

  @Test
  public void partsFetchedSideBySideComeOutInOrder() {
    Outcome outcome = tributary.run("cat --part-size 100KiB " + server.url("/big"));
    assertEquals(outcome.err(), 0, outcome.exitCode());
    assertArrayEquals(bytes(), outcome.data());
    assertEquals("", outcome.err());
  }

  @Test
  public void onlyTheRangeComesOut() {
    Outcome outcome = tributary.run("cat --range 1000-1999 " + server.url("/big"));
    assertEquals(outcome.err(), 0, outcome.exitCode());
    assertArrayEquals(Arrays.copyOfRange(bytes(), 1000, 2000), outcome.data());
    Outcome last = tributary.run("cat --range -500 " + server.url("/big"));
    assertArrayEquals(Arrays.copyOfRange(bytes(), SIZE - 500, SIZE), last.data());
  }

  @Test
  public void aBrokenConnectionIsTakenUpWhereItBroke() {
    FaultRule reset = server.fault(When.get("/big").ranged().nth(2), Fault.resetAfter(50_000));
    Outcome outcome = tributary.run("cat --part-size 200KiB " + server.url("/big"));
    assertEquals(outcome.err(), 0, outcome.exitCode());
    assertArrayEquals(bytes(), outcome.data());
    assertEquals(1, reset.fired());
  }

  @Test
  public void aFlippedBitEndsWithTheCodeOfIntegrity() {
    String right = "sha256:" + "0".repeat(64);
    Outcome outcome = tributary.run("cat --checksum " + right + " " + server.url("/big"));
    assertEquals(outcome.toString(), 6, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().startsWith("tributary: cannot verify http://"));
  }

  @Test
  public void aReaderThatHasEnoughEndsTheCommandQuietly() throws IOException {
    server.put("/huge", Content.synthetic(1, 500_000_000));
    Process process = tributary.start(List.of("cat", server.url("/huge")));
    var err = Launcher.read(process.getErrorStream());
    try (InputStream out = process.getInputStream()) {
      assertEquals(1000, out.readNBytes(1000).length);
    }
    assertEquals(0, Launcher.exitCode(process));
    assertEquals("", new String(Launcher.said(err), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  public void anEmptyObjectIsNoBytes() {
    server.put("/empty", Content.synthetic(1, 0));
    Outcome outcome = tributary.run("cat " + server.url("/empty"));
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals(0, outcome.data().length);
  }

  @Test
  public void aMissingObjectIsCodeThree() {
    Outcome outcome = tributary.run("cat " + server.url("/nothing"));
    assertEquals(outcome.toString(), 3, outcome.exitCode());
    assertEquals(1, outcome.err().lines().count());
  }
}
