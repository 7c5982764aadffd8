package io.tributary.cli.option;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.filter.KeyFilter;
import java.io.InputStream;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is listed, and what of it is taken, of a SOURCE with wildcards. */
public final class JobSourceTest extends JUnitSuite {
  /**
   * @param taken paths below the last slash of what is listed that are taken
   * @param left and those that are not
   */
  private record Row(String source, String listed, List<String> taken, List<String> left) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("s3://bkt", "s3://bkt/", List.of("a", "a/b"), List.of()),
          new Row("s3://bkt/dir/", "s3://bkt/dir/", List.of("a", "a/b"), List.of()),
          new Row("s3://bkt/a%41", "s3://bkt/a%41", List.of("a%41"), List.of()),
          new Row(
              "s3://bkt/logs/*.gz",
              "s3://bkt/logs/",
              List.of("x.gz", ".gz", "d.gz/below/it"),
              List.of("x.gzip", "d/x.gz", "x")),
          new Row(
              "s3://bkt/logs/2026-*/a.gz",
              "s3://bkt/logs/2026-",
              List.of("2026-01/a.gz"),
              List.of("2026-01/b.gz", "2026-01/x/a.gz")),
          new Row("s3://bkt/**.gz", "s3://bkt/", List.of("a.gz", "d/e/a.gz"), List.of("a.gz2")),
          new Row("s3://bkt/d/*/", "s3://bkt/d/", List.of("x/a", "x/y/a"), List.of("a")),
          new Row(
              "oss://bkt/f?.[ab]", "oss://bkt/f", List.of("f1.a", "f2.b"), List.of("f.a", "f1.c")),
          new Row("s3://bkt/a\\*b", "s3://bkt/a*b", List.of("a*b", "a*bc"), List.of()),
          new Row("s3://bkt/a\\*b*", "s3://bkt/a*b", List.of("a*bc"), List.of("axbc")),
          new Row("s3://bkt/a\\b", "s3://bkt/a\\b", List.of("a\\b"), List.of()),
          new Row("http://h/p/", "http://h/p/", List.of("a", "a/b"), List.of()),
          new Row(
              "http://h/p/x*.iso", "http://h/p/", List.of("x1.iso"), List.of("y.iso", "d/x.iso")),
          new Row("http://h/p/a%20b*", "http://h/p/", List.of("a bc"), List.of("a%20bc")),
          new Row("http://[::1]/p/[ab]", "http://[::1]/p/", List.of("a"), List.of("c")));

  private static JobSource parse(String text) {
    return JobSource.parse(text, InputStream.nullInputStream());
  }

  @Test
  public void whatIsListedAndWhatIsTaken() {
    for (Row row : ROWS) {
      JobSource source = parse(row.source());
      assertEquals(row.source(), row.listed(), source.listed().locator().display());
      KeyFilter filter = KeyFilter.of(source.rules());
      for (String path : row.taken()) {
        assertTrue(row.source() + " takes " + path, filter.wants(path, 1, null));
      }
      for (String path : row.left()) {
        assertFalse(row.source() + " leaves " + path, filter.wants(path, 1, null));
      }
    }
  }

  @Test
  public void whatCannotBeAPatternIsRefused() {
    for (String text : List.of("s3://bkt/a[b", "http://h/p/*.iso?x=1", "s3://*/a", "b/*")) {
      TributaryException thrown =
          Assert.assertThrows(text, TributaryException.class, () -> parse(text));
      assertEquals(text, FailureKind.USAGE, thrown.kind());
    }
  }
}
