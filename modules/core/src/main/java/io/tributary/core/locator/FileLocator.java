package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

import io.tributary.core.display.DisplayText;

/**
 * A file of this machine, such as a manifest: never the source of a download.
 *
 * @param path absolute, as the system writes it
 */
public record FileLocator(String path) implements Locator {

  public FileLocator {
    requireNonNull(path, "path");
  }

  @Override
  public String scheme() {
    return "file";
  }

  /** The path alone, as people know it. */
  @Override
  public String display() {
    return DisplayText.escape(path);
  }

  @Override
  public String objectKey() {
    return "file://" + path;
  }

  @Override
  public String fileName() {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
