package io.tributary.engine.job;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.path.KeyPath;
import io.tributary.core.text.HttpDate;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.lane.BodyReader;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lane.TransferGauge;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.tree.FileTree;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings one small object: looks at what is there, fetches it in one request into a temporary file,
 * checks it, gives it its name.
 */
final class ObjectFetch {
  private final JobPlace place;
  private final Item item;
  private final KeyPath path;
  private final int take;

  private final AtomicInteger attempts = new AtomicInteger();

  private volatile long begunNanos;
  private volatile BodyReader reading;
  private volatile boolean stopped;

  /**
   * @param take counts how often this object was begun in this run of the job
   */
  ObjectFetch(JobPlace place, Item item, int take) {
    this.place = place;
    this.item = item;
    this.path = item.keyPath();
    this.take = take;
  }

  /**
   * To be called on the connection dispatcher: blocks as long as nothing has to be waited for but
   * the disk and the answer. Never fails: what goes wrong is in the line.
   */
  CompletableFuture<ReceiptLine> run() {
    return CompletableFuture.completedFuture(item)
        .thenApply(unused -> look())
        .thenCompose(
            found ->
                found
                    .<CompletionStage<ReceiptLine>>map(CompletableFuture::completedStage)
                    .orElseGet(this::fetch))
        .exceptionally(
            thrown -> Lines.failed(item, attempts.get(), Failures.of(thrown, item.locator())));
  }

  /** What need not be fetched. */
  private Optional<ReceiptLine> look() {
    boolean dryRun = place.work.spec().options().dryRun();
    if (item.directory()) {
      if (!dryRun) {
        place.tree.makeDirectory(path);
      }
      return Optional.of(Lines.directory(item));
    }
    Optional<ReceiptLine> kept =
        place.comparison.kept(item, path).map(file -> Lines.kept(item, file.sizeBytes()));
    if (kept.isEmpty() && dryRun) {
      return Optional.of(Lines.wouldBeFetched(item));
    }
    abandonEarlier();
    return kept;
  }

  private void abandonEarlier() {
    JobWork work = place.work;
    List<String> suffixes =
        new ArrayList<>(TemporarySuffix.ofEpochs(work.seed(), work.epoch() - 1, item.path()));
    suffixes.addAll(TemporarySuffix.ofTakesBefore(work.seed(), work.epoch(), take, item.path()));
    suffixes.forEach(suffix -> place.tree.abandon(path, suffix));
  }

  private String suffix() {
    return TemporarySuffix.of(place.work.seed(), place.work.epoch(), take, item.path());
  }

  private CompletionStage<ReceiptLine> fetch() {
    Locator locator = ParsedLocator.parse(item.locator()).locator();
    Readers.Use use = place.reader(locator);
    begunNanos = System.nanoTime();
    return place
        .attempts
        .run(() -> attempt(use.reader(), locator))
        .whenComplete((line, failure) -> use.close())
        .exceptionallyCompose(thrown -> place.archive.failed(item, thrown));
  }

  private CompletionStage<ReceiptLine> attempt(ObjectReader reader, Locator locator) {
    if (!mayGoOn()) {
      return CompletableFuture.failedStage(interrupted().asException());
    }
    boolean first = attempts.getAndIncrement() == 0;
    // Whoever waited for the next attempt must not block.
    return first
        ? attemptHere(reader, locator)
        : CompletableFuture.supplyAsync(
                () -> attemptHere(reader, locator), place.node.connectionDispatcher())
            .thenCompose(attempt -> attempt);
  }

  private CompletionStage<ReceiptLine> attemptHere(ObjectReader reader, Locator locator) {
    return place.inTurn(locator, this::mayGoOn, () -> bring(reader.openHere(locator)));
  }

  /** Not when the job is over for this node, or what it has may be another's by now. */
  private boolean mayGoOn() {
    return !stopped && !place.lease.over();
  }

  private Failure interrupted() {
    return new Failure(FailureKind.INTERRUPTED, "fetch", item.locator(), "the job was stopped", "");
  }

  private ReceiptLine bring(ObjectReader.Opened opened) {
    ByteBuffer buffer = place.takeBuffer();
    try (FileTree.GrowingFile file = place.tree.create(path, suffix())) {
      List<Checksum> wanted = wanted(opened.identity());
      long announced = opened.identity().sizeKnown() ? opened.identity().sizeBytes() : -1;
      ObjectLanding landing = new ObjectLanding(file, announced, algorithms(wanted));
      read(opened, landing, buffer);
      complete(opened.identity(), landing.sizeBytes());
      List<Checksum> found = landing.checksums();
      verify(wanted, found);
      Instant modified = modifiedOrNull(opened.identity());
      DownloadOptions download = place.work.spec().options().download();
      file.complete(
          download.keepTime() ? modified : null,
          download.durability() == DownloadOptions.Durability.FLUSH);
      requireStillOurs();
      file.publish();
      return Lines.fetched(
              item,
              opened.identity(),
              modified,
              landing.sizeBytes(),
              found,
              !wanted.isEmpty(),
              attempts.get(),
              place.node.label())
          .took((System.nanoTime() - begunNanos) / 1_000_000);
    } finally {
      opened.body().close();
      place.giveBack(buffer);
    }
  }

  /** Right before the rename: a file that comes late would replace what another has brought. */
  private void requireStillOurs() {
    if (stopped || !place.lease.holds()) {
      throw interrupted().asException();
    }
  }

  private void read(ObjectReader.Opened opened, ObjectLanding landing, ByteBuffer buffer) {
    TransferGauge gauge = new TransferGauge(0);
    BodyReader.Terms terms =
        new BodyReader.Terms(
            buffer,
            place.limit(),
            place.arrivedBytes(),
            place.work.spec().options().download().stallTimeout(),
            item.locator());
    BodyReader reader = new BodyReader(terms, landing, gauge);
    reading = reader;
    try {
      if (stopped) {
        throw interrupted().asException();
      }
      reader.read(opened.body());
    } finally {
      reading = null;
      place.bytesReceived.addAndGet(gauge.received());
    }
  }

  /** A reader that was stopped returns as if all had come. */
  private void complete(Identity identity, long sizeBytes) {
    if (stopped) {
      throw interrupted().asException();
    }
    // An answer without a length ends with its connection, whatever the reason.
    long announced = identity.sizeKnown() ? identity.sizeBytes() : item.sizeBytes();
    if (announced >= 0 && announced != sizeBytes) {
      throw failure(FailureKind.NETWORK, sizeBytes + " bytes came instead of " + announced, "");
    }
    if (place.work.spec().manifest()) {
      requireWhatIsNamed(identity, sizeBytes);
    }
  }

  /** A manifest says which object it means; a listing only what it saw a while ago. */
  private void requireWhatIsNamed(Identity identity, long sizeBytes) {
    boolean otherSize = item.sizeBytes() >= 0 && item.sizeBytes() != sizeBytes;
    boolean otherEtag =
        !item.etag().isEmpty()
            && !identity.etag().isEmpty()
            && !item.etag().equals(identity.etag());
    if (otherSize || otherEtag) {
      throw failure(
          FailureKind.SOURCE_CHANGED,
          "it is not the object that the manifest names: its "
              + (otherSize ? "size is " + sizeBytes + " bytes" : "ETag is " + identity.etag()),
          "correct the manifest, or list the objects anew");
    }
  }

  private TributaryException failure(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "fetch", item.locator(), reason, advice).asException();
  }

  private List<Checksum> wanted(Identity identity) {
    List<Checksum> wanted = new ArrayList<>(identity.checksums());
    wanted.addAll(item.checksums());
    return wanted;
  }

  /** CRC-64 in any case: who checks the receipt later has something to compare with. */
  private static Set<ChecksumAlgorithm> algorithms(List<Checksum> wanted) {
    Set<ChecksumAlgorithm> algorithms = EnumSet.of(ChecksumAlgorithm.CRC64);
    wanted.forEach(checksum -> algorithms.add(checksum.algorithm()));
    return algorithms;
  }

  private void verify(List<Checksum> wanted, List<Checksum> found) {
    for (Checksum checksum : wanted) {
      if (!found.contains(checksum)) {
        throw new Failure(
                FailureKind.INTEGRITY,
                "verify",
                item.locator(),
                "its bytes do not add up to " + checksum,
                "try again; if it stays so, the object is damaged where it is kept")
            .asException();
      }
    }
  }

  /** What the answer says, or else the listing, which may be less precise. */
  private Instant modifiedOrNull(Identity identity) {
    return HttpDate.parse(identity.lastModified()).orElse(item.lastModifiedOrNull());
  }

  void tick(long nowNanos) {
    BodyReader reader = reading;
    if (reader != null) {
      reader.tick(nowNanos);
    }
  }

  void stop() {
    stopped = true;
    BodyReader reader = reading;
    if (reader != null) {
      reader.stop();
    }
  }
}
