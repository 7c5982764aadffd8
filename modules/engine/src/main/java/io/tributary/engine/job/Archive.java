package io.tributary.engine.job;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.cat.Attempts;
import io.tributary.engine.governor.BucketName;
import io.tributary.engine.governor.Party;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is done about objects that cannot be read because they are archived. Thread-safe. */
final class Archive {
  private final NodeResources node;
  private final Readers readers;
  private final Attempts attempts;
  private final JobSpec spec;

  /** For which they shall be readable; 0 when nothing is to be done. */
  private final int days;

  Archive(NodeResources node, Readers readers, Attempts attempts, JobSpec spec) {
    this.node = node;
    this.readers = readers;
    this.attempts = attempts;
    this.spec = spec;
    this.days = spec.options().restoreDays();
  }

  /** Fails in any case: with what was wrong, or what it has come to by now. */
  <T> CompletionStage<T> failed(Item item, Throwable thrown) {
    boolean archived = Failures.of(thrown, item.locator()).kind() == FailureKind.ARCHIVED;
    if (!archived || days == 0) {
      return CompletableFuture.failedStage(thrown);
    }
    return attempts
        .run(() -> restore(ParsedLocator.parse(item.locator()).locator()))
        .thenCompose(done -> CompletableFuture.failedStage(restoring(item).asException()));
  }

  private CompletionStage<Done> restore(Locator object) {
    Lease<Party> party = node.governor().join(spec.claim());
    String bucket = BucketName.of(object, spec.source().options());
    Readers.Use use = readers.use(object);
    return node.governor()
        .run(party.value(), bucket, () -> true, () -> use.reader().restore(object, days))
        .whenComplete(
            (done, failure) -> {
              use.close();
              party.close();
            });
  }

  private static Failure restoring(Item item) {
    return new Failure(
        FailureKind.ARCHIVED,
        "read",
        item.locator(),
        "it is archived, and being restored, which takes minutes to days",
        "fetch it later: --failures writes a manifest of such objects");
  }
}
