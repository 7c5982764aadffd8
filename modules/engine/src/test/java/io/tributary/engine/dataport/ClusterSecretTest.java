package io.tributary.engine.dataport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class ClusterSecretTest extends JUnitSuite {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @Rule public final TemporaryFolder directory = new TemporaryFolder();

  private Path file(String content, String permissions) throws IOException {
    Path file = directory.newFile().toPath();
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  public void theFilesOneLineIsTheSecret() throws IOException {
    ClusterSecret secret = ClusterSecret.read(file(TOKEN + "\n", "rw-------"));
    assertTrue(secret.isIn("Bearer " + TOKEN));
    assertFalse(secret.isIn(TOKEN));
    assertFalse(secret.isIn("Bearer " + TOKEN + "0"));
    assertFalse(secret.isIn(""));
    assertEquals("a secret", secret.toString());
  }

  @Test
  public void aFileThatOthersMayReadIsRefused() throws IOException {
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Path file = file(TOKEN, permissions);
      TributaryException refused =
          Assert.assertThrows(TributaryException.class, () -> ClusterSecret.read(file));
      assertTrue(refused.getMessage(), refused.getMessage().contains("chmod 600"));
    }
  }

  @Test
  public void whatCanBeGuessedIsRefusedWithoutBeingShown() throws IOException {
    Path file = file("hunter2", "rw-------");
    TributaryException refused =
        Assert.assertThrows(TributaryException.class, () -> ClusterSecret.read(file));
    assertFalse(refused.getMessage().contains("hunter2"));
  }
}
