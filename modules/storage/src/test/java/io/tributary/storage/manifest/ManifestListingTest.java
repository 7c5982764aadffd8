package io.tributary.storage.manifest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ListingReader;
import io.tributary.storage.listing.ObjectListing;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Manifests on the disk and on a server. */
public final class ManifestListingTest extends JUnitSuite {
  private static SourceReader reader;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file;

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  @Before
  public void nameFile() {
    file = folder.getRoot().toPath().resolve("manifest");
  }

  private static ObjectListing listing(Locator manifest) {
    return Manifests.open(
        manifest, SourceOptions.defaults(), SourceSecrets.none(), reader.node().system());
  }

  private ObjectListing listing() {
    return listing(new FileLocator(file.toString()));
  }

  private List<String> sources(ObjectListing listing) {
    return new ListingReader(reader)
        .pages(listing).stream()
            .flatMap(page -> page.objects().stream())
            .map(object -> object.locator().display())
            .toList();
  }

  @Test
  public void linesOfAllKindsAndSchemesMix() throws Exception {
    Files.writeString(
        file,
        "\ufeffs3://bucket/a\r\n"
            + "\n# a comment\n"
            + "oss://bucket/b\tpath\t3\n"
            + "{\"source\":\"https://h/c\"}\r\n"
            + "http://h/d");
    assertEquals(
        List.of("s3://bucket/a", "oss://bucket/b", "https://h/c", "http://h/d"),
        sources(listing()));
  }

  @Test
  public void anEmptyManifestHasNothing() throws Exception {
    Files.writeString(file, "");
    assertEquals(List.of(), sources(listing()));
    Files.writeString(file, "\n");
    assertEquals(List.of(), sources(listing()));
  }

  private static String lines(int count, List<String> expected) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String source = "s3://bucket/" + "é".repeat(i % 40) + i;
      expected.add(source);
      text.append(source).append(i % 3 == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  @Test
  public void aLongManifestComesInPagesThatStandAlone() throws Exception {
    List<String> expected = new ArrayList<>();
    Files.writeString(file, lines(20_000, expected));
    List<ListingPage> pages = new ListingReader(reader).pages(listing());
    long least = Files.size(file) / ManifestListing.CHUNK_BYTES;
    assertTrue(pages.size() + " pages", pages.size() > least && pages.size() <= least + 2);
    assertEquals(expected, sources(listing()));
  }

  @Test
  public void aBadLineIsNamedOnAnyPage() throws Exception {
    Files.writeString(file, lines(20_000, new ArrayList<>()) + "\n# comment\nnothing\n");
    TributaryException failure = failureOfAll(listing());
    assertEquals(FailureKind.USAGE, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains(file + ": line 20003: "));
  }

  private static TributaryException failureOfAll(ObjectListing listing) {
    ListingPosition position = ListingPosition.START;
    for (int pages = 0; pages < 100; pages++) {
      ListingPage page;
      try {
        page = reader.await(listing.page(position));
      } catch (AssertionError failed) {
        return reader.failure(listing.page(position));
      }
      position = page.next().orElseThrow();
    }
    throw new AssertionError("no failure");
  }

  @Test
  public void bytesThatAreNoTextAreRefused() throws Exception {
    Files.write(file, "s3://bucket/caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    TributaryException failure = reader.failure(listing().page(ListingPosition.START));
    assertTrue(failure.getMessage(), failure.getMessage().contains("line 1: it is not UTF-8"));
  }

  @Test
  public void aLineWithoutAnEndIsRefused() throws Exception {
    Files.writeString(file, "s3://bucket/a\n" + "x".repeat(ManifestListing.CHUNK_BYTES) + "\n");
    TributaryException failure = failureOfAll(listing());
    assertTrue(failure.getMessage(), failure.getMessage().contains("line 2: it is longer than"));
  }

  @Test
  public void aManifestThatChangedIsNotGoneOnWith() throws Exception {
    Files.writeString(file, lines(20_000, new ArrayList<>()));
    ListingPosition second =
        reader.await(listing().page(ListingPosition.START)).next().orElseThrow();
    Files.writeString(file, lines(20_001, new ArrayList<>()));
    TributaryException failure = reader.failure(listing().page(second));
    assertEquals(FailureKind.SOURCE_CHANGED, failure.kind());
  }

  @Test
  public void positionsOfOthersAndFilesThatAreNoneAreRefused() throws Exception {
    assertEquals(
        FailureKind.NOT_FOUND, reader.failure(listing().page(ListingPosition.START)).kind());
    Files.createDirectory(file);
    assertEquals(FailureKind.USAGE, reader.failure(listing().page(ListingPosition.START)).kind());
    TributaryException failure =
        reader.failure(listing().page(new ListingPosition("token", "a", 0)));
    assertEquals(FailureKind.USAGE, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("the position"));
  }

  @Test
  public void aManifestOnAServerIsReadInRanges() {
    List<String> expected = new ArrayList<>();
    Content content = Content.of(lines(20_000, expected).getBytes(StandardCharsets.UTF_8));
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/m", content);
      ObjectListing listing = listing(ParsedLocator.parse(server.url("/m")).locator());
      assertEquals(expected, sources(listing));
      ListingPosition second =
          reader.await(listing.page(ListingPosition.START)).next().orElseThrow();
      server.put("/m", content);
      assertEquals(FailureKind.SOURCE_CHANGED, reader.failure(listing.page(second)).kind());
      server.remove("/m");
      assertEquals(
          FailureKind.NOT_FOUND, reader.failure(listing.page(ListingPosition.START)).kind());
      reader.await(listing.close());
    }
  }

  @Test
  public void aServerWithoutRangesDoesForAManifestOfOnePage() {
    try (ObjectServer server = ObjectServer.start()) {
      for (int count : new int[] {100, 20_000}) {
        List<String> expected = new ArrayList<>();
        byte[] text = lines(count, expected).getBytes(StandardCharsets.UTF_8);
        server.put("/m", StoredObject.of(Content.of(text)).withRanges(Delivery.Ranges.REFUSED));
        ObjectListing listing = listing(ParsedLocator.parse(server.url("/m")).locator());
        if (count == 100) {
          assertEquals(expected, sources(listing));
        } else {
          TributaryException failure = reader.failure(listing.page(ListingPosition.START));
          assertEquals(FailureKind.PROTOCOL, failure.kind());
          assertTrue(failure.getMessage(), failure.getMessage().contains("give the file"));
        }
        reader.await(listing.close());
      }
    }
  }

  @Test
  public void whatAListingShowsIsWhatItsLinesSay() throws Exception {
    Files.writeString(file, "s3://bucket/k\t../x\t5\n");
    ListingPage page = reader.await(listing().page(ListingPosition.START));
    ListedObject object = page.objects().get(0);
    assertEquals("../x", object.placedBy());
    assertEquals(5, object.sizeBytes());
    assertEquals("", listing().keyPrefix());
  }
}
