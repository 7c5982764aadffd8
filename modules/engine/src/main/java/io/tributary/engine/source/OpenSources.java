package io.tributary.engine.source;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.lease.Leases;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import java.util.List;
import java.util.UUID;

/**
 * The sources that this node has open, with the secrets that only it knows (I9). Shared by all
 * lanes of a download, so that they share idle connections. Thread-safe.
 */
public final class OpenSources {
  private final ActorSystem<?> system;
  private final Leases<String, ObjectSource> sources = new Leases<>(ObjectSource::close);

  /**
   * A source that was opened with the secrets of a request.
   *
   * @param reference how this and other nodes find it, without the secrets
   */
  public record Registration(SourceReference reference, Lease<ObjectSource> lease) {}

  public OpenSources(ActorSystem<?> system) {
    this.system = system;
  }

  /**
   * Opens a source with what the request's own node knows, under a new access id.
   *
   * @param probeAhead whether to probe it now, for whoever will ask for a probe first
   */
  public Registration register(
      Locator locator, SourceOptions options, SourceSecrets secrets, boolean probeAhead) {
    String accessId = UUID.randomUUID().toString();
    return new Registration(
        new SourceReference(locator.display(), locator.objectKey(), options, accessId),
        sources.acquire(accessId, () -> open(locator, options, secrets, probeAhead)));
  }

  private ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, boolean probeAhead) {
    ObjectSource source = Sources.open(locator, options, secrets, system);
    return probeAhead ? new ProbedAhead(source) : source;
  }

  /** Shares the source that was registered here, or opens it from what is not secret. */
  public Lease<ObjectSource> acquire(SourceReference reference) {
    return sources.acquire(reference.accessId(), () -> openWithoutSecrets(reference));
  }

  /** How many are open. */
  public int size() {
    return sources.size();
  }

  private ObjectSource openWithoutSecrets(SourceReference reference) {
    if (reference.locator().endsWith("?…")) {
      throw new Failure(
              FailureKind.ACCESS_DENIED,
              "download",
              reference.locator(),
              "its URL has a query, which is kept secret and is not known on this node",
              "request the download again with the full URL")
          .asException();
    }
    ParsedLocator parsed = ParsedLocator.parse(reference.locator());
    SourceSecrets secrets =
        parsed.locator() instanceof HttpLocator
            ? new SourceSecrets(parsed.url(), List.of(), "")
            : SourceSecrets.none();
    return Sources.open(parsed.locator(), reference.options(), secrets, system);
  }
}
