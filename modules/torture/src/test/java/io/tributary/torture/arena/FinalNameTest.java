package io.tributary.torture.arena;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The judge itself must be able to find fault. */
public final class FinalNameTest extends JUnitSuite {
  private static final Content RIGHT = Content.of("right");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file;
  private FinalName name;

  @Before
  public void watch() {
    file = folder.getRoot().toPath().resolve("file");
    name = new FinalName(file);
    name.allow(RIGHT);
  }

  @Test
  public void nothingAndTheRightBytesAreFine() throws IOException {
    name.check();
    Files.write(file, RIGHT.toByteArray());
    name.check();
    assertTrue(name.holds(RIGHT));
  }

  @Test
  public void wrongBytesAreFound() throws IOException {
    Files.writeString(file, "wrong");
    Assert.assertThrows(AssertionError.class, name::check);
  }

  @Test
  public void aFileThatGoesAwayIsMissed() throws IOException {
    Files.write(file, RIGHT.toByteArray());
    name.check();
    Files.delete(file);
    Assert.assertThrows(AssertionError.class, name::check);
  }

  @Test
  public void theSameBytesAgainAreASecondAppearance() throws IOException {
    Files.write(file, RIGHT.toByteArray());
    name.check();
    name.check();
    assertEquals(1, name.appearances());
    Path other = Files.write(file.resolveSibling("other"), RIGHT.toByteArray());
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    name.check();
    assertEquals(2, name.appearances());
  }
}
