package io.tributary.storage.bucket;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpDocument;
import io.tributary.storage.http.HttpDocuments;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** ListObjectsV2, as S3 and OSS have it in common. */
public final class BucketListing implements ObjectListing {
  private static final int ERROR_BYTES = 4096;

  private final BucketLocator root;
  private final boolean deep;
  private final HttpDocuments documents;
  private final Function<String, HttpDialect> requests;

  /**
   * @param root its key is the prefix, and may be empty
   * @param requests makes a request to the bucket of its raw query
   */
  public static ObjectListing open(
      BucketLocator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      Function<String, HttpDialect> requests) {
    HttpDocuments documents = HttpDocuments.create(requests.apply(""), options, secrets, system);
    return new BucketListing(root, deep, documents, requests);
  }

  private BucketListing(
      BucketLocator root,
      boolean deep,
      HttpDocuments documents,
      Function<String, HttpDialect> requests) {
    this.root = root;
    this.deep = deep;
    this.documents = documents;
    this.requests = requests;
  }

  /** The query of the first page; others differ in their position only. */
  public static String query(BucketLocator root, boolean deep, ListingPosition position) {
    StringBuilder query = new StringBuilder();
    if (!position.token().isEmpty()) {
      add(query, "continuation-token", position.token());
    }
    if (!deep) {
      add(query, "delimiter", "/");
    }
    add(query, "encoding-type", "url");
    add(query, "list-type", "2");
    add(query, "max-keys", "1000");
    if (!root.key().isEmpty()) {
      add(query, "prefix", root.key());
    }
    if (position.token().isEmpty() && !position.after().isEmpty()) {
      add(query, "start-after", position.after());
    }
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? "" : "&");
    query.append(name).append('=').append(ObjectPath.encodeQueryValue(value));
  }

  @Override
  public Locator root() {
    return root;
  }

  @Override
  public String keyPrefix() {
    return root.key();
  }

  @Override
  public ListingOrder order() {
    return ListingOrder.SORTED;
  }

  @Override
  public CompletionStage<ListingPage> page(ListingPosition position) {
    return documents
        .get(requests.apply(query(root, deep, position)))
        .thenApply(document -> page(document, position));
  }

  private ListingPage page(HttpDocument document, ListingPosition position) {
    try {
      BucketPage page = BucketPageReader.read(document.body());
      ListingPosition next = new PageSequence(root.key(), position).next(page);
      return new ListingPage(
          page.keys().stream().filter(key -> isNew(key.key(), position)).map(this::listed).toList(),
          page.prefixes().stream().filter(prefix -> isNew(prefix, position)).toList(),
          next);
    } catch (NotAListingException e) {
      throw refused(e.getMessage(), document);
    }
  }

  /** Behind a prefix, a store without a token begins with what is below that prefix. */
  private static boolean isNew(String key, ListingPosition position) {
    boolean byKey = position.token().isEmpty() && !position.after().isEmpty();
    return !byKey || Utf8Order.compare(key, position.after()) > 0;
  }

  private ListedObject listed(BucketPage.Key key) {
    return new ListedObject(
        new BucketLocator(root.scheme(), root.bucket(), key.key(), ""),
        key.key(),
        key.sizeBytes(),
        key.etag(),
        key.lastModifiedOrNull(),
        key.storageClass());
  }

  /** Some services find out about their troubles after they have said 200. */
  private TributaryException refused(String why, HttpDocument document) {
    String code = ErrorText.word(ErrorXml.fields(document.start(ERROR_BYTES)).get("Code"));
    return new Failure(
            code.isEmpty() ? FailureKind.PROTOCOL : FailureKind.NETWORK,
            "list",
            root.display(),
            code.isEmpty()
                ? "the answer is no usable page of a listing: " + why
                : "the service answers with an error in place of the listing (code " + code + ")",
            code.isEmpty() ? "check the endpoint" : "try again later")
        .asException();
  }

  @Override
  public CompletionStage<Done> close() {
    return documents.close();
  }
}
