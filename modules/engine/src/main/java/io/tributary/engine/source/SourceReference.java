package io.tributary.engine.source;

import static java.util.Objects.requireNonNull;

import io.tributary.storage.SourceOptions;

/**
 * How any node finds the source of a download, without its secrets.
 *
 * @param locator {@code Locator.display()}; parsed again by a node that has not seen the request
 * @param objectKey {@code Locator.objectKey()}: equal for the same object
 * @param accessId names the secrets in the registry of the node where the request was made
 */
public record SourceReference(
    String locator, String objectKey, SourceOptions options, String accessId) {
  public SourceReference {
    requireNonNull(locator, "locator");
    requireNonNull(objectKey, "objectKey");
    requireNonNull(options, "options");
    requireNonNull(accessId, "accessId");
  }
}
