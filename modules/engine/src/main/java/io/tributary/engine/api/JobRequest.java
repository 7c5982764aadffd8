package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Path;

/**
 * Many objects to one directory. Stays on the node where it was made.
 *
 * @param source the prefix or directory; or where a manifest is
 * @param manifest whether {@code source} is a manifest, which names the objects
 * @param root the directory; made when it is missing, in a directory that must exist
 * @param receiptOrNull where to write a line about each object; beside its temporary file until the
 *     job is over; null for nowhere
 */
public record JobRequest(
    ParsedLocator source,
    boolean manifest,
    Path root,
    Path receiptOrNull,
    SourceOptions sourceOptions,
    SourceSecrets secrets,
    JobOptions options) {
  public JobRequest {
    requireNonNull(source, "source");
    requireNonNull(root, "root");
    requireNonNull(sourceOptions, "sourceOptions");
    requireNonNull(secrets, "secrets");
    requireNonNull(options, "options");
  }
}
