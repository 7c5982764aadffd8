package io.tributary.storage.oss;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ListingReader;
import io.tributary.storage.listing.ObjectListing;
import io.tributary.testkit.content.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.Test;

/** Against a server that verifies signatures of both versions. */
public final class OssListingTest extends OssSourceSuite {
  private static final List<String> AWKWARD =
      List.of(
          "\u0001\r\n",
          "a b+c%d?e#f&g=h",
          "a//b",
          "caf\u00e9",
          "cafe\u0301",
          "dir/",
          "dir/x",
          "..",
          "z<>&\"'",
          "\ue000",
          "河/🌊");

  private ObjectListing listing(OssSetup setup, String prefix, boolean deep) {
    return setup.list(new BucketLocator("oss", "bucket", prefix, ""), deep, reader.node());
  }

  /** Faults 40 and 41. */
  @Test
  public void everyKeyIsListedAsItIs() {
    serve();
    AWKWARD.forEach(key -> server.put("/bucket/" + key, Content.of(key)));
    for (Signature signature : Signature.values()) {
      OssSetup setup = setup().signature(signature);
      assertEquals(
          new TreeSet<>(AWKWARD),
          new TreeSet<>(new ListingReader(reader).keys(listing(setup, "", true))));
      assertEquals(
          List.of("dir/", "dir/x"), new ListingReader(reader).keys(listing(setup, "dir/", true)));
    }
  }

  @Test
  public void whatIsListedIsWhatIsServed() {
    serve();
    server.put("/bucket/archived", object("x").withHeader("x-oss-storage-class", "Archive"));
    ObjectListing listing = listing(setup(), "", true);
    ListedObject listed = reader.await(listing.page(ListingPosition.START)).objects().get(0);
    assertEquals(new BucketLocator("oss", "bucket", "archived", ""), listed.locator());
    assertEquals("Archive", listed.storageClass());
    assertEquals(1, listed.sizeBytes());
    assertTrue(listed.lastModified().isPresent());
    server.put("/bucket/archived", object("x"));
    assertTrue(!listed.etag().equals(probe("/bucket/archived").identity().etag()));
  }

  @Test
  public void pagesJoinWithoutGapOrOverlapAlsoWithoutTheToken() {
    serve();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      keys.add(String.format("k%05d", i));
      server.put("/bucket/" + keys.get(i), Content.of(""));
    }
    ObjectListing listing = listing(setup(), "", true);
    List<ListingPage> pages = new ListingReader(reader).pages(listing);
    assertEquals(3, pages.size());
    assertEquals(
        keys,
        pages.stream().flatMap(page -> page.objects().stream()).map(ListedObject::key).toList());
    ListingPosition second = pages.get(0).next().orElseThrow().withoutToken();
    assertEquals(pages.get(1).objects(), reader.await(listing.page(second)).objects());
  }

  @Test
  public void oneLevelHasPrefixesAndNoneOfThemTwice() {
    serve();
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      prefixes.add(String.format("d%04d/", i));
      server.put("/bucket/" + prefixes.get(i) + "x", Content.of(""));
      server.put("/bucket/" + prefixes.get(i) + "y", Content.of(""));
    }
    ObjectListing listing = listing(setup(), "", false);
    assertEquals(prefixes, new ListingReader(reader).prefixes(listing));
    ListingPosition second =
        reader.await(listing.page(ListingPosition.START)).next().orElseThrow().withoutToken();
    assertEquals(prefixes.subList(1000, 1200), reader.await(listing.page(second)).prefixes());
  }

  @Test
  public void publicBucketsNeedNoSignature() {
    serve(settings().withPublicBucket("bucket"));
    server.put("/bucket/k", Content.of(""));
    assertEquals(
        List.of("k"), new ListingReader(reader).keys(listing(setup().unsigned(), "", true)));
  }

  @Test
  public void refusalsAreNoEmptyBuckets() {
    serve();
    AccessKeys wrong = new AccessKeys("river-id", "wrong", "", null, false);
    assertEquals(
        FailureKind.ACCESS_DENIED,
        reader.failure(listing(setup().keys(wrong), "", true).page(ListingPosition.START)).kind());
    ObjectListing missing =
        setup().list(new BucketLocator("oss", "no-bucket", "", ""), true, reader.node());
    assertEquals(FailureKind.NOT_FOUND, reader.failure(missing.page(ListingPosition.START)).kind());
  }
}
