package io.tributary.storage.manifest;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.core.tree.ListingOrder;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A page is the lines that end within {@link #CHUNK_BYTES}. */
final class ManifestListing implements ObjectListing {
  /** So no line may be longer. */
  static final int CHUNK_BYTES = 256 << 10;

  private final Locator root;
  private final ManifestBytes bytes;

  ManifestListing(Locator root, ManifestBytes bytes) {
    this.root = root;
    this.bytes = bytes;
  }

  @Override
  public Locator root() {
    return root;
  }

  @Override
  public String keyPrefix() {
    return "";
  }

  @Override
  public ListingOrder order() {
    return ListingOrder.ANY;
  }

  @Override
  public CompletionStage<ListingPage> page(ListingPosition position) {
    ManifestPlace place;
    try {
      place = ManifestPlace.of(position);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedStage(
          failure(FailureKind.USAGE, "the position is not one of this listing", ""));
    }
    return bytes.read(place.offset(), CHUNK_BYTES).thenApply(chunk -> page(place, chunk));
  }

  private ListingPage page(ManifestPlace place, ManifestBytes.Chunk chunk) {
    if (!place.version().isEmpty() && !place.version().equals(chunk.version())) {
      throw failure(
          FailureKind.SOURCE_CHANGED,
          "it is another one by now than when the job began",
          "begin the job anew");
    }
    LineReader lines = new LineReader(chunk.bytes(), chunk.last(), place.lines());
    List<ListedObject> objects = new ArrayList<>();
    try {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        ManifestLine.parse(line.get()).ifPresent(objects::add);
      }
    } catch (IllegalArgumentException e) {
      throw bad(lines.number(), e.getMessage());
    }
    if (lines.read() == 0 && !chunk.last()) {
      throw bad(lines.number() + 1, "it is longer than " + CHUNK_BYTES + " bytes");
    }
    ManifestPlace next =
        new ManifestPlace(place.offset() + lines.read(), lines.number(), chunk.version());
    return new ListingPage(objects, List.of(), chunk.last() ? null : next.position());
  }

  private TributaryException bad(long line, String reason) {
    return failure(
        FailureKind.USAGE, "line " + line + ": " + reason, "correct the line, and start again");
  }

  private TributaryException failure(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "read the manifest", root.display(), reason, advice).asException();
  }

  @Override
  public CompletionStage<Done> close() {
    return bytes.close();
  }
}
