package io.tributary.engine.source;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.lease.Leases;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.storage.listing.Listings;
import io.tributary.storage.listing.ObjectListing;
import io.tributary.storage.manifest.Manifests;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The sources that this node has open, with the secrets that only it knows (I9). Shared by all
 * lanes of a download, so that they share idle connections. Thread-safe.
 */
public final class OpenSources {
  private static final String FILE = "file://";

  /** In access ids of objects: before the number of one that is in a place, or only named by it. */
  private static final char PLACE_SEPARATOR = '/';

  private static final char ELSEWHERE_SEPARATOR = '#';

  private final ActorSystem<?> system;
  private final Leases<String, ObjectSource> sources = new Leases<>(ObjectSource::close);

  /**
   * A source that was opened with the secrets of a request.
   *
   * @param reference how this and other nodes find it, without the secrets
   */
  public record Registration(SourceReference reference, Lease<ObjectSource> lease) {}

  /** What only this node knows about a place with many objects; found by its access id. */
  private final Leases<String, SourceSecrets> places = new Leases<>(unused -> {});

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

  /**
   * A place whose objects will be listed and read, with the secrets of a request.
   *
   * @param lease what is opened while it lasts, on this node, knows the secrets
   */
  public record Place(SourceReference reference, Lease<SourceSecrets> lease) {}

  /** Remembers how a place with many objects is reached, under a new access id. */
  public Place registerPlace(Locator locator, SourceOptions options, SourceSecrets secrets) {
    String accessId = UUID.randomUUID().toString();
    return new Place(
        new SourceReference(locator.display(), locator.objectKey(), options, accessId),
        places.acquire(accessId, () -> secrets));
  }

  /** A listing of a place. Its user closes it. */
  public ObjectListing listing(SourceReference place) {
    ParsedLocator root = ParsedLocator.parsePrefix(place.locator());
    return Listings.open(
        root.locator(), true, place.options(), secrets(place.accessId(), root), system);
  }

  /**
   * A listing of one level of a place that is in a bucket. Its user closes it.
   *
   * @param prefix of all keys of the level
   */
  public ObjectListing level(SourceReference place, String prefix) {
    ParsedLocator root = ParsedLocator.parsePrefix(place.locator());
    BucketLocator level =
        new BucketLocator(
            root.locator().scheme(), ((BucketLocator) root.locator()).bucket(), prefix, "");
    return Listings.open(level, false, place.options(), secrets(place.accessId(), root), system);
  }

  /** A listing of what a manifest names. Its user closes it. */
  public ObjectListing manifest(SourceReference manifest) {
    if (manifest.objectKey().startsWith(FILE)) {
      Locator file = new FileLocator(manifest.objectKey().substring(FILE.length()));
      return Manifests.open(file, manifest.options(), SourceSecrets.none(), system);
    }
    ParsedLocator object = ParsedLocator.parse(manifest.locator());
    return Manifests.open(
        object.locator(), manifest.options(), secrets(manifest.accessId(), object), system);
  }

  /**
   * A reader of the objects that are where {@code object} is. Its user closes it.
   *
   * @param place whose secrets it gets when the object is there
   * @param manifest whether the place only names the objects: then its secrets are not for them
   */
  public ObjectReader reader(SourceReference place, boolean manifest, Locator object) {
    ParsedLocator parsed = ParsedLocator.parse(object.display());
    SourceSecrets secrets =
        isOf(place, manifest, object)
            ? secrets(place.accessId(), parsed)
            : elsewhere(place.accessId(), parsed);
    return Sources.reader(object, place.options(), secrets, system);
  }

  /** What a place is reached with goes to no other server. */
  private static boolean isOf(SourceReference place, boolean manifest, Locator object) {
    return !manifest && sameOrigin(ParsedLocator.parsePrefix(place.locator()).locator(), object);
  }

  private static boolean sameOrigin(Locator root, Locator object) {
    if (root instanceof HttpLocator one && object instanceof HttpLocator other) {
      return one.scheme().equals(other.scheme())
          && one.host().equals(other.host())
          && one.port() == other.port();
    }
    return root.scheme().equals(object.scheme());
  }

  /** Those of the place; what is not known here, for this or any other node. */
  private SourceSecrets secrets(String accessId, ParsedLocator parsed) {
    try (Lease<SourceSecrets> known = places.acquire(accessId, () -> withoutSecrets(parsed))) {
      SourceSecrets secrets = known.value();
      return new SourceSecrets(
          secrets.url().isEmpty() ? parsed.url() : secrets.url(),
          secrets.headers(),
          secrets.proxy());
    }
  }

  private SourceSecrets secretsOf(String accessId, ParsedLocator parsed) {
    int inPlace = accessId.indexOf(PLACE_SEPARATOR);
    if (inPlace >= 0) {
      return ofObject(parsed, secrets(accessId.substring(0, inPlace), parsed));
    }
    int named = accessId.indexOf(ELSEWHERE_SEPARATOR);
    return named < 0 ? withoutSecrets(parsed) : elsewhere(accessId.substring(0, named), parsed);
  }

  /** For an object that the place only names: the way out is the same, and nothing else. */
  private SourceSecrets elsewhere(String accessId, ParsedLocator parsed) {
    return new SourceSecrets(parsed.url(), List.of(), secrets(accessId, parsed).proxy());
  }

  /** The URL of an object, with the user info of the place that it is in. */
  private static SourceSecrets ofObject(ParsedLocator object, SourceSecrets place) {
    String userInfo = URI.create(place.url().isEmpty() ? "x:///" : place.url()).getRawUserInfo();
    String url =
        userInfo == null ? object.url() : object.url().replace("://", "://" + userInfo + "@");
    return new SourceSecrets(url, place.headers(), place.proxy());
  }

  private static SourceSecrets withoutSecrets(ParsedLocator parsed) {
    return parsed.locator() instanceof HttpLocator
        ? new SourceSecrets(parsed.url(), List.of(), "")
        : SourceSecrets.none();
  }

  /**
   * How to fetch one object of a place as a download of its own.
   *
   * @param manifest whether the place only names the objects: then its secrets are not for them
   * @param number tells the objects of the place apart
   */
  public SourceReference objectOf(
      SourceReference place, boolean manifest, Locator object, long number) {
    char separator = isOf(place, manifest, object) ? PLACE_SEPARATOR : ELSEWHERE_SEPARATOR;
    return new SourceReference(
        object.display(),
        object.objectKey(),
        place.options(),
        place.accessId() + separator + number);
  }

  /** The access id of the place that an object was named by; empty for one that stands alone. */
  public static Optional<String> placeOf(SourceReference object) {
    String id = object.accessId();
    int end = Math.max(id.indexOf(PLACE_SEPARATOR), id.indexOf(ELSEWHERE_SEPARATOR));
    return end > 0 ? Optional.of(id.substring(0, end)) : Optional.empty();
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
    return Sources.open(
        parsed.locator(), reference.options(), secretsOf(reference.accessId(), parsed), system);
  }
}
