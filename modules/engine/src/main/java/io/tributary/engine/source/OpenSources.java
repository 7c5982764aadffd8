package io.tributary.engine.source;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The sources that this node has open, with the secrets that only it knows (I9). Shared by all
 * lanes of a download, so that they share idle connections. Thread-safe.
 */
public final class OpenSources {
  private final ActorSystem<?> system;
  private final Map<String, Open> sources = new HashMap<>();

  private static final class Open {
    final ObjectSource source;
    int users;

    Open(ObjectSource source) {
      this.source = source;
    }
  }

  public OpenSources(ActorSystem<?> system) {
    this.system = system;
  }

  /** One use of an open source; the last one to close it closes the source. */
  public final class Lease implements AutoCloseable {
    private final String accessId;
    private final Open open;
    private boolean closed;

    private Lease(String accessId, Open open) {
      this.accessId = accessId;
      this.open = open;
    }

    public ObjectSource source() {
      return open.source;
    }

    public String accessId() {
      return accessId;
    }

    @Override
    public void close() {
      synchronized (OpenSources.this) {
        if (!closed) {
          closed = true;
          release(accessId, open);
        }
      }
    }
  }

  /** Opens a source with what the request's own node knows, under a new access id. */
  public synchronized Lease register(
      Locator locator, SourceOptions options, SourceSecrets secrets) {
    String accessId = UUID.randomUUID().toString();
    return lease(accessId, new Open(Sources.open(locator, options, secrets, system)));
  }

  /** Shares the source that was registered here, or opens it from what is not secret. */
  public synchronized Lease acquire(SourceReference reference) {
    Open open = sources.get(reference.accessId());
    if (open == null) {
      open = new Open(openWithoutSecrets(reference));
    }
    return lease(reference.accessId(), open);
  }

  private Lease lease(String accessId, Open open) {
    sources.put(accessId, open);
    open.users++;
    return new Lease(accessId, open);
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
            ? new SourceSecrets(parsed.url(), java.util.List.of(), "")
            : SourceSecrets.none();
    return Sources.open(parsed.locator(), reference.options(), secrets, system);
  }

  private void release(String accessId, Open open) {
    open.users--;
    if (open.users == 0) {
      sources.remove(accessId);
      open.source.close();
    }
  }
}
