package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceReader;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ListingReader;
import io.tributary.storage.listing.ObjectListing;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Listings that go wrong: always an error, never a shorter bucket. */
public final class S3ListingTest extends JUnitSuite {
  private static final int LIMIT_BYTES = 256 << 10;

  private static SourceReader reader;
  private ObjectServer server;

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start("tributary.http.max-document-size = 256 KiB");
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  @After
  public void stopServer() {
    server.close();
  }

  private ObjectListing listing(Function<HttpRequest, String> pages) {
    return listing("", true, request -> HttpResponse.text(200, pages.apply(request)));
  }

  private ObjectListing listing(
      String prefix, boolean deep, Function<HttpRequest, HttpResponse> answers) {
    return listing(prefix, deep, answers, reader);
  }

  private ObjectListing listing(
      String prefix, boolean deep, Function<HttpRequest, HttpResponse> answers, SourceReader by) {
    server = ObjectServer.builder().service(store -> answers::apply).start();
    return S3Setup.at(server.origin())
        .list(new BucketLocator("s3", "bucket", prefix, ""), deep, by.node());
  }

  private static String page(String next, String... keys) {
    StringBuilder page = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    page.append("<IsTruncated>").append(!next.isEmpty()).append("</IsTruncated>");
    if (!next.isEmpty() && !next.equals("?")) {
      page.append("<NextContinuationToken>").append(next).append("</NextContinuationToken>");
    }
    for (String key : keys) {
      page.append("<Contents><Key>").append(key).append("</Key><Size>1</Size></Contents>");
    }
    return page.append("</ListBucketResult>").toString();
  }

  private static String token(HttpRequest request) {
    return request.query().first("continuation-token").orElse("");
  }

  @Test
  public void aPageAfterTheOtherIsAskedForWithASignatureThatHolds() {
    ObjectListing listing =
        listing(request -> token(request).isEmpty() ? page("t/+=1", "a", "b") : page("", "c"));
    assertEquals(List.of("a", "b", "c"), new ListingReader(reader).keys(listing));
    assertTrue(
        server.requests().stream()
            .allMatch(request -> new WireSignature(request, "river-secret").right()));
    assertEquals("/bucket/", server.requests().get(0).path());
    assertEquals("t/+=1", token(server.requests().get(1).request()));
  }

  /** Fault 39. */
  @Test
  public void aTokenThatLeadsToItselfIsAnError() {
    ObjectListing listing = listing(request -> page("same", "a" + token(request)));
    ListingPosition second = reader.await(listing.page(ListingPosition.START)).next().orElseThrow();
    assertRefused(FailureKind.PROTOCOL, "leads to itself", listing, second);
  }

  @Test
  public void aListingThatGoesRoundInCirclesIsAnError() {
    ObjectListing listing =
        listing(request -> page(token(request).equals("one") ? "two" : "one", "a", "b"));
    ListingPosition second = reader.await(listing.page(ListingPosition.START)).next().orElseThrow();
    assertRefused(FailureKind.PROTOCOL, "repeats what was listed", listing, second);
  }

  @Test
  public void emptyPagesWithoutAnEndAreAnError() {
    ObjectListing listing = listing(request -> page("t" + token(request).length() + "x"));
    ListingPage page = reader.await(listing.page(new ListingPosition("old", "", 5)));
    assertEquals(6, page.next().orElseThrow().emptyPages());
    ListingPosition late = new ListingPosition("old", "", 10_000);
    assertRefused(FailureKind.PROTOCOL, "nothing in them", listing, late);
  }

  @Test
  public void aPageThatIsNotTheLastAndNamesNoNextOneIsAnError() {
    assertRefused(FailureKind.PROTOCOL, "how to go on", listing(request -> page("?", "a")));
  }

  @Test
  public void keysThatAreNotBelowThePrefixAreAnError() {
    ObjectListing listing =
        listing("logs/", true, request -> HttpResponse.text(200, page("", "other")));
    assertRefused(FailureKind.PROTOCOL, "not below the prefix", listing);
  }

  /** Faults 20 and 21. */
  @Test
  public void anEndlessPageIsCutOff() {
    ObjectListing listing =
        listing(
            "",
            true,
            request ->
                HttpResponse.of(200)
                    .withBody(HttpResponse.Body.of(Content.synthetic(1, 1L << 40)))
                    .withFraming(Framing.CHUNKED));
    assertRefused(FailureKind.PROTOCOL, "longer than " + LIMIT_BYTES, listing);
  }

  @Test
  public void aPageThatDripsIsGivenUp() {
    SourceReader impatient = SourceReader.start("tributary.http.document-timeout = 2 s");
    try {
      ObjectListing listing =
          listing(
              "", true, request -> HttpResponse.text(200, page("", "a")).withRate(10), impatient);
      assertRefused(FailureKind.NETWORK, "not complete within 2 s", listing);
    } finally {
      impatient.stop();
    }
  }

  @Test
  public void aPageThatIsCutIsANetworkFailure() {
    ObjectListing listing = listing(request -> page("", "a", "b"));
    server.fault(When.any(), Fault.resetAfter(60));
    assertRefused(FailureKind.NETWORK, "", listing);
  }

  /** Fault 13. */
  @Test
  public void anErrorInPlaceOfThePageIsAnError() {
    ObjectListing listing =
        listing(request -> "<Error><Code>InternalError</Code><Message>we</Message></Error>");
    assertRefused(FailureKind.NETWORK, "InternalError", listing);
  }

  @Test
  public void aPageThatIsNoneIsAnError() {
    assertRefused(FailureKind.PROTOCOL, "another document, <html>", listing(request -> "<html/>"));
  }

  @Test
  public void refusalsSayWhatListingNeeds() {
    ObjectListing listing =
        listing(
            "",
            true,
            request -> HttpResponse.text(403, "<Error><Code>AccessDenied</Code></Error>"));
    assertRefused(FailureKind.ACCESS_DENIED, "s3:ListBucket", listing);
  }

  @Test
  public void aListingIsTakenUpAgainBehindItsLastKeyWithoutAToken() {
    ObjectListing listing =
        listing(
            request ->
                request.query().first("start-after").orElse("").equals("b")
                    // A store may begin with what the last common prefix covers.
                    ? page("", "b", "c")
                    : page("", "wrong"));
    ListingPosition position = new ListingPosition("stale", "b", 0).withoutToken();
    assertEquals("c", reader.await(listing.page(position)).objects().get(0).key());
    assertEquals(1, reader.await(listing.page(position)).objects().size());
  }

  private static void assertRefused(FailureKind kind, String word, ObjectListing listing) {
    assertRefused(kind, word, listing, ListingPosition.START);
  }

  private static void assertRefused(
      FailureKind kind, String word, ObjectListing listing, ListingPosition position) {
    TributaryException failure = reader.failure(listing.page(position));
    assertEquals(failure.getMessage(), kind, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().startsWith("cannot list s3://bucket/"));
    assertTrue(failure.getMessage(), failure.getMessage().contains(word));
    reader.await(listing.close());
  }
}
