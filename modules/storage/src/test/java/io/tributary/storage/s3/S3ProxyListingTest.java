package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceReader;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ListingReader;
import io.tributary.storage.listing.ObjectListing;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.s3.S3Client;
import io.tributary.testkit.s3.S3Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Listing against a server of S3 that others wrote. */
public final class S3ProxyListingTest extends JUnitSuite {
  private static final int MANY = 1_100;

  private static SourceReader reader;
  private static S3Proxy server;

  @BeforeClass
  public static void start() {
    reader = SourceReader.start();
    server = S3Proxy.start();
    S3Client client = server.client();
    client.createBucket("bucket");
    client.createBucket("many");
    client.createBucket("empty");
    for (String key : List.of("a", "dir/b c+d%?", "dir/sub/河🌊", "z&<>\"")) {
      client.put("bucket", key, Content.of(key));
    }
    for (int i = 0; i < MANY; i++) {
      client.put("many", String.format("k%05d", i), Content.of(""));
    }
  }

  @AfterClass
  public static void stop() {
    reader.stop();
    server.close();
  }

  private static ObjectListing listing(String bucket, String prefix, boolean deep) {
    return S3Setup.at(server.origin())
        .list(new BucketLocator("s3", bucket, prefix, ""), deep, reader.node());
  }

  @Test
  public void everythingBelowAPrefixIsListed() {
    ListingReader lister = new ListingReader(reader);
    assertEquals(
        List.of("a", "dir/b c+d%?", "dir/sub/河🌊", "z&<>\""),
        lister.keys(listing("bucket", "", true)));
    assertEquals(
        List.of("dir/b c+d%?", "dir/sub/河🌊"), lister.keys(listing("bucket", "dir/", true)));
    assertEquals(List.of(), lister.keys(listing("empty", "", true)));
  }

  @Test
  public void oneLevelHasPrefixes() {
    ListingReader lister = new ListingReader(reader);
    assertEquals(List.of("a", "z&<>\""), lister.keys(listing("bucket", "", false)));
    assertEquals(List.of("dir/"), lister.prefixes(listing("bucket", "", false)));
    assertEquals(List.of("dir/sub/"), lister.prefixes(listing("bucket", "dir/", false)));
  }

  @Test
  public void whatIsListedCanBeFetchedByItsLocator() {
    ObjectListing listing = listing("bucket", "dir/b", true);
    ListedObject object = reader.await(listing.page(ListingPosition.START)).objects().get(0);
    assertEquals(new BucketLocator("s3", "bucket", "dir/b c+d%?", ""), object.locator());
    assertEquals(11, object.sizeBytes());
    assertTrue(object.lastModified().isPresent());
    assertTrue(object.etag(), object.etag().matches("\"[0-9a-f]{32}\""));
  }

  @Test
  public void pagesJoinWithoutGapOrOverlap() {
    List<ListingPage> pages = new ListingReader(reader).pages(listing("many", "", true));
    assertEquals(2, pages.size());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add(String.format("k%05d", i));
    }
    assertEquals(
        expected,
        pages.stream().flatMap(page -> page.objects().stream()).map(ListedObject::key).toList());
  }

  @Test
  public void alsoWithoutTheToken() {
    ObjectListing listing = listing("many", "", true);
    ListingPosition second =
        reader.await(listing.page(ListingPosition.START)).next().orElseThrow().withoutToken();
    ListingPage page = reader.await(listing.page(second));
    assertEquals("k01000", page.objects().get(0).key());
    assertEquals(100, page.objects().size());
  }

  @Test
  public void aMissingBucketIsNoEmptyOne() {
    assertRefused(FailureKind.NOT_FOUND, listing("no-such-bucket", "", true));
    assertRefused(
        FailureKind.ACCESS_DENIED,
        S3Setup.at(server.origin())
            .keys(new AccessKeys("river-id", "wrong", "", null, false))
            .list(new BucketLocator("s3", "bucket", "", ""), true, reader.node()));
  }

  private static void assertRefused(FailureKind kind, ObjectListing listing) {
    TributaryException failure = reader.failure(listing.page(ListingPosition.START));
    assertEquals(failure.getMessage(), kind, failure.kind());
  }
}
