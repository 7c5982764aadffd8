package io.tributary.storage.index;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Pages that no nginx writes, or not whole. */
public final class IndexReadersTest extends JUnitSuite {
  private static final String HEAD =
      "<html>\r\n<head><title>Index of /x/</title></head>\r\n<body>\r\n<h1>Index of /x/</h1>"
          + "<hr><pre><a href=\"../\">../</a>\r\n";

  private static final String FOOT = "</pre><hr></body>\r\n</html>\r\n";
  private static final String LINE =
      "<a href=\"a\">a</a>                     21-Nov-2026 08:20                   7\r\n";

  @Test
  public void aWholePageIsRead() throws Exception {
    List<IndexEntry> entries = HtmlIndex.read(utf8(HEAD + LINE + FOOT));
    assertEquals("a", entries.get(0).name());
    assertEquals(7, entries.get(0).sizeBytes());
  }

  @Test
  public void partsOfPagesAndOtherPagesAreRefused() {
    for (String page :
        new String[] {
          "",
          "<html><body>hello</body></html>",
          HEAD + LINE,
          HEAD + LINE + LINE.substring(0, 30) + "\r\n" + FOOT,
          HEAD + "<a href=\"http://evil/\">a</a> 21-Nov-2026 08:20 7\r\n" + FOOT,
          HEAD + "<a href=\"/etc/passwd\">a</a> 21-Nov-2026 08:20 7\r\n" + FOOT,
          HEAD + "<a href=\"a\">a</a> 41-Nov-2026 08:20 7\r\n" + FOOT
        }) {
      Assert.assertThrows(page, NotAnIndexException.class, () -> HtmlIndex.read(utf8(page)));
    }
  }

  @Test
  public void jsonThatIsNoIndexIsRefused() {
    for (String page :
        new String[] {
          "",
          "{}",
          "[",
          "[{}]",
          "[1]",
          "[{\"name\":\"a\",\"type\":\"file\"}]",
          "[{\"name\":\"a\",\"type\":\"file\",\"mtime\":\"x\",\"size\":1}]",
          "[{\"name\":{\"name\":\"a\"}}]",
          "[]]",
          "[] []",
          "[".repeat(5000)
        }) {
      Assert.assertThrows(page, NotAnIndexException.class, () -> JsonIndex.read(utf8(page)));
    }
  }

  /** Fault 46. */
  @Test
  public void namesThatLeadElsewhereAreRefused() {
    for (String raw :
        new String[] {"..", "%2e%2e", ".", "a%2fb", "a%2F..%2Fb", "a/b", "a?b", "a#b", "a\\b"}) {
      IndexEntry entry =
          new IndexEntry(
              raw, io.tributary.core.locator.PercentEncoding.decode(raw), true, -1, null);
      Assert.assertThrows(raw, NotAnIndexException.class, () -> Directory.of(List.of(entry)));
    }
  }

  /** Two files would end as one. */
  @Test
  public void aNameThatStandsTwiceIsRefused() {
    IndexEntry file = new IndexEntry("a", "a", false, 1, null);
    IndexEntry other = new IndexEntry("%61", "a", false, 1, null);
    IndexEntry directory = new IndexEntry("a", "a", true, -1, null);
    for (List<IndexEntry> entries :
        List.of(List.of(file, file), List.of(file, other), List.of(file, directory))) {
      Assert.assertThrows(NotAnIndexException.class, () -> Directory.of(entries));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
