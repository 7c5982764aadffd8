package io.tributary.benchmarks.bulk;

import java.util.List;

/**
 * A tree that all tools fetch.
 *
 * @param name as on the command line
 * @param onDisk whether its files are on a disk when a run ends; else they are in main memory
 * @param s3 whether it comes from S3Proxy; else it comes from nginx
 */
public record BulkCase(String name, String title, List<Group> groups, boolean onDisk, boolean s3) {
  private static final long KIB = 1L << 10;
  private static final long GIB = 1L << 30;

  /** Objects of one size. */
  public record Group(String directory, int count, long sizeBytes) {
    Group times(double factor) {
      return new Group(directory, (int) Math.max(1, Math.round(count * factor)), sizeBytes);
    }
  }

  public BulkCase {
    groups = List.copyOf(groups);
  }

  /** All of them, in the order in which they run. */
  static List<BulkCase> all() {
    return List.of(
        new BulkCase("small", "20,000 × 4 KiB", List.of(small(20_000)), false, false),
        new BulkCase(
            "small-disk", "20,000 × 4 KiB, on the disk", List.of(small(20_000)), true, false),
        new BulkCase(
            "medium",
            "100,000 × 64 KiB",
            List.of(new Group("medium", 100_000, 64 * KIB)),
            false,
            false),
        new BulkCase(
            "mix",
            "10,000 × 4 KiB and 2 × 1 GiB",
            List.of(new Group("large", 2, GIB), small(10_000)),
            false,
            false),
        new BulkCase("s3", "5,000 × 4 KiB, from S3Proxy", List.of(small(5_000)), false, true));
  }

  private static Group small(int count) {
    return new Group("small", count, 4 * KIB);
  }

  BulkCase times(double factor) {
    String said = factor == 1 ? title : title + ", all counts × " + factor;
    return new BulkCase(
        name, said, groups.stream().map(group -> group.times(factor)).toList(), onDisk, s3);
  }

  /** Whether there are large objects that small ones might wait for. */
  boolean mixed() {
    return groups.size() > 1;
  }

  long objects() {
    return groups.stream().mapToLong(Group::count).sum();
  }

  public long sizeBytes() {
    return groups.stream().mapToLong(group -> group.count() * group.sizeBytes()).sum();
  }
}
