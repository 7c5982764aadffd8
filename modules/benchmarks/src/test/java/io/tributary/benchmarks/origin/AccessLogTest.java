package io.tributary.benchmarks.origin;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class AccessLogTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void clientsAreToldApartSinceTheLastTime() throws Exception {
    Path file = folder.newFile().toPath();
    Files.writeString(file, "1.000 0.500 206 999 10.0.0.2\n");
    AccessLog log = new AccessLog(file);
    log.skip();
    Files.writeString(
        file,
        """
        2.000 0.000 206 10 10.0.0.2
        3.500 1.000 206 30 10.0.0.3
        3.250 0.500 206 5 10.0.0.2
        4.000 0.000 304 0 10.0.0.2
        """,
        StandardOpenOption.APPEND);
    assertEquals(Map.of("10.0.0.2", 15L, "10.0.0.3", 30L), log.bytesByClient());
    assertEquals(3.5, log.lastEpochSeconds(), 1e-9);
    assertEquals(45, log.settled(45).bodyBytes());
  }
}
