package io.tributary.benchmarks.report;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PageTest extends JUnitSuite {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("docs/benchmarks.md");

  @Test
  public void proseStaysWhenFiguresAreReplaced() {
    String page = "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nbehind\n";
    String once = Page.withFigures(page, "new\n");
    assertEquals("before\n" + Page.BEGIN + "\n\nnew\n\n" + Page.END + "\nbehind\n", once);
    assertEquals(once, Page.withFigures(once, "new\n"));
  }

  @Test
  public void aPageWithoutAPlaceIsLeftAlone() {
    Assert.assertThrows(IllegalArgumentException.class, () -> Page.withFigures("prose", "figures"));
  }

  @Test
  public void eachScriptHasAPlaceOfItsOwn() {
    String other = Page.BEGIN.replace("bench ", "other ");
    String page = Page.BEGIN + "\na\n" + Page.END + other + "\nb\n" + Page.END + "end";
    String changed = Page.withFigures(page, "other", "c");
    assertEquals(Page.BEGIN + "\na\n" + Page.END + other + "\n\nc\n\n" + Page.END + "end", changed);
  }

  @Test
  public void theProjectsPageHasPlaces() throws Exception {
    Page.withFigures(Files.readString(PAGE), "figures");
    Page.withFigures(Files.readString(PAGE), "bench-cluster", "figures");
  }
}
