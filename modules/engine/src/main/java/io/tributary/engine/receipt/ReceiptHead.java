package io.tributary.engine.receipt;

import static java.util.Objects.requireNonNull;

/**
 * The first line of a receipt.
 *
 * @param id tells one receipt from another
 * @param source what was listed: {@code Locator.display()}
 * @param root the directory that the paths of the lines are below, absolute
 */
public record ReceiptHead(String id, String source, String root) {
  public ReceiptHead {
    requireNonNull(id, "id");
    requireNonNull(source, "source");
    requireNonNull(root, "root");
  }
}
