package io.tributary.storage.index;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ListingReader;
import io.tributary.storage.listing.Listings;
import io.tributary.storage.listing.ObjectListing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Directory indexes of a real nginx, in both formats. */
public final class NginxListingTest extends JUnitSuite {
  private static final List<String> FORMATS = List.of("html", "json");
  private static final List<String> AWKWARD =
      List.of("a b+c%d?e#f&g=h", "<b>&amp;\"'", "a:b", "河🌊", "x".repeat(200), "%41", "~");

  private static SourceReader reader;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;
  private Nginx server;

  @BeforeClass
  public static void startNode() throws InterruptedException {
    Nginx.find();
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    if (reader != null) {
      reader.stop();
    }
  }

  @Before
  public void serve() throws Exception {
    root = folder.newFolder("root").toPath();
    server = Nginx.start(folder.newFolder("nginx").toPath(), root);
  }

  @After
  public void stopServer() {
    server.close();
  }

  private void write(String path) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-21T08:20:00Z")));
  }

  private ObjectListing listing(String path, boolean deep) {
    return Listings.open(
        ParsedLocator.parsePrefix(server.url(path)).locator(),
        deep,
        SourceOptions.defaults(),
        SourceSecrets.none(),
        reader.node().system());
  }

  @Test
  public void everyNameIsListedAsItIsAndCanBeFetched() throws Exception {
    for (String name : AWKWARD) {
      write(name);
    }
    for (String format : FORMATS) {
      ListingPage page =
          reader.await(listing("/" + format + "/", false).page(ListingPosition.START));
      TreeSet<String> names = new TreeSet<>();
      for (ListedObject object : page.objects()) {
        String name = object.key().substring(format.length() + 1);
        names.add(name);
        assertEquals(name, read(object));
        assertEquals(name.getBytes(StandardCharsets.UTF_8).length, object.sizeBytes());
        assertEquals("2026-11-21T08:20:00Z", object.lastModified().orElseThrow().toString());
      }
      assertEquals(format, new TreeSet<>(AWKWARD), names);
      assertTrue(page.next().isEmpty());
    }
  }

  private static String read(ListedObject object) {
    ObjectSource source =
        Sources.open(
            object.locator(),
            SourceOptions.defaults(),
            SourceSecrets.none(),
            reader.node().system());
    byte[] bytes = reader.read(source.openWhole(reader.await(source.probe()).identity()));
    reader.await(source.close());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  public void oneLevelHasPrefixes() throws Exception {
    write("a");
    write("dir one/b");
    write("dir2/c/d");
    for (String format : FORMATS) {
      ListingPage page =
          reader.await(listing("/" + format + "/", false).page(ListingPosition.START));
      assertEquals(List.of(format + "/dir one/", format + "/dir2/"), page.prefixes());
      assertEquals(1, page.objects().size());
    }
  }

  @Test
  public void aTreeIsWalkedAPageADirectoryEachPositionStandsAlone() throws Exception {
    List<String> files =
        List.of("0", "a/1", "a/b/2", "a/b/c/3", "a/d/4", "a b/5", "e/f/g/h/6", "z/7");
    for (String file : files) {
      write(file);
    }
    Files.createDirectories(root.resolve("a/empty"));
    for (String format : FORMATS) {
      ListingReader lister = new ListingReader(reader);
      ObjectListing listing = listing("/" + format + "/", true);
      TreeSet<String> expected = new TreeSet<>();
      files.forEach(file -> expected.add(format + "/" + file));
      List<String> keys = lister.keys(listing);
      assertEquals(expected, new TreeSet<>(keys));
      assertEquals("none twice", expected.size(), keys.size());
      assertEquals("a page a directory", 12, lister.pages(listing).size());
    }
  }

  @Test
  public void roundedSizesAreUnknown() throws Exception {
    write("a");
    ListingPage page = reader.await(listing("/rounded/", false).page(ListingPosition.START));
    assertEquals(List.of("rounded/a"), page.objects().stream().map(ListedObject::key).toList());
    Files.write(root.resolve("a"), new byte[50_000]);
    page = reader.await(listing("/rounded/", false).page(ListingPosition.START));
    assertEquals(ListedObject.UNKNOWN_SIZE, page.objects().get(0).sizeBytes());
  }

  @Test
  public void anEmptyDirectoryIsEmptyAndAMissingOneIsNot() {
    for (String format : FORMATS) {
      ListingPage page =
          reader.await(listing("/" + format + "/", true).page(ListingPosition.START));
      assertEquals(List.of(), page.objects());
      TributaryException failure =
          reader.failure(listing("/" + format + "/none/", true).page(ListingPosition.START));
      assertEquals(FailureKind.NOT_FOUND, failure.kind());
    }
  }

  @Test
  public void aPageThatIsNoIndexIsAnError() throws Exception {
    Files.writeString(root.resolve("index.html"), "<html><body>welcome</body></html>");
    TributaryException failure =
        reader.failure(listing("/html/", true).page(ListingPosition.START));
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("autoindex"));
  }

  @Test
  public void aFileIsNoDirectory() {
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> listing("/html/file", true));
    assertEquals(FailureKind.USAGE, failure.kind());
  }
}
