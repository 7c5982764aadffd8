package io.tributary.storage.index;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.PercentEncoding;
import io.tributary.core.tree.ListingOrder;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpDocument;
import io.tributary.storage.http.HttpDocuments;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A directory, or a tree of them: a page is a directory. The position is the raw path of the one to
 * be read, in the order of a walk from the top: a directory, what is below it, its next sibling.
 */
final class IndexListing implements ObjectListing {
  /** A link to its own parent makes paths that only end where the server refuses them. */
  private static final int LONGEST_PATH = 4096;

  private final HttpLocator root;
  private final boolean deep;
  private final HttpDocuments documents;
  private final Function<String, HttpDialect> requests;

  /**
   * @param root its path ends in a slash
   * @param requests makes a request of a raw path
   */
  IndexListing(
      HttpLocator root,
      boolean deep,
      HttpDocuments documents,
      Function<String, HttpDialect> requests) {
    this.root = root;
    this.deep = deep;
    this.documents = documents;
    this.requests = requests;
  }

  @Override
  public Locator root() {
    return root;
  }

  @Override
  public String keyPrefix() {
    return keyOf(root.rawPath());
  }

  /** {@link Directory} sees to it that no name stands in it twice. */
  @Override
  public ListingOrder order() {
    return ListingOrder.WALKED;
  }

  @Override
  public CompletionStage<ListingPage> page(ListingPosition position) {
    String path = position.after().isEmpty() ? root.rawPath() : position.after();
    if (!path.startsWith(root.rawPath()) || !path.endsWith("/")) {
      return CompletableFuture.failedStage(
          failure(FailureKind.USAGE, "the position is not one of this listing", ""));
    }
    if (path.length() > LONGEST_PATH) {
      return CompletableFuture.failedStage(
          failure(
              FailureKind.PROTOCOL,
              "its directories go on below each other without an end",
              "look for a link that leads to a directory above it"));
    }
    return directory(path).thenCompose(found -> deep ? walked(path, found) : oneLevel(path, found));
  }

  private CompletionStage<ListingPage> oneLevel(String path, Directory found) {
    return CompletableFuture.completedStage(
        new ListingPage(objects(path, found), found.prefixes(keyOf(path)), null));
  }

  private CompletionStage<ListingPage> walked(String path, Directory found) {
    return next(path, found)
        .thenApply(
            next ->
                new ListingPage(
                    objects(path, found),
                    List.of(),
                    next.isEmpty() ? null : new ListingPosition("", next, 0)));
  }

  /** The directory after this one; empty when there is none. */
  private CompletionStage<String> next(String path, Directory found) {
    return found.directories().isEmpty()
        ? sibling(path)
        : CompletableFuture.completedStage(path + found.directories().get(0) + "/");
  }

  /** Asks the parent, whose index this process may never have seen, and then the parent's. */
  private CompletionStage<String> sibling(String path) {
    if (path.equals(root.rawPath())) {
      return CompletableFuture.completedStage("");
    }
    String parent = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    String name = path.substring(parent.length(), path.length() - 1);
    return directory(parent)
        .thenCompose(
            found ->
                found.after(name).isPresent()
                    ? CompletableFuture.completedStage(parent + found.after(name).get() + "/")
                    : sibling(parent));
  }

  private CompletionStage<Directory> directory(String path) {
    return documents.get(requests.apply(path)).thenApply(document -> understood(path, document));
  }

  private Directory understood(String path, HttpDocument document) {
    try {
      return Directory.of(
          document.mediaType().equals("application/json")
              ? JsonIndex.read(document.body())
              : HtmlIndex.read(document.body()));
    } catch (NotAnIndexException e) {
      throw failure(
          FailureKind.PROTOCOL,
          path + " is no usable directory: " + e.getMessage(),
          "check that the server has 'autoindex on' there");
    }
  }

  private List<ListedObject> objects(String path, Directory found) {
    List<ListedObject> objects = new ArrayList<>();
    for (IndexEntry file : found.files()) {
      objects.add(
          new ListedObject(
              new HttpLocator(
                  root.scheme(), root.host(), root.port(), path + file.rawName(), "", false),
              keyOf(path) + file.name(),
              file.sizeBytes(),
              "",
              file.lastModifiedOrNull(),
              ""));
    }
    return objects;
  }

  private static String keyOf(String rawPath) {
    return PercentEncoding.decode(rawPath.substring(1));
  }

  private TributaryException failure(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "list", root.display(), reason, advice).asException();
  }

  @Override
  public CompletionStage<Done> close() {
    return documents.close();
  }
}
