package io.tributary.torture.power;

import io.tributary.torture.power.disk.DiskMain;
import io.tributary.torture.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** ext4 on a loop device on a disk with a volatile cache, whose power can be cut. */
final class PowerDisk implements AutoCloseable {
  private static final long SIZE_BYTES = 96L << 20;
  private static final String SERVE =
      "exec 0<>/dev/fuse; mount -i -t fuse -o fd=0,rootmode=40000,user_id=0,group_id=0"
          + " tributary-disk \"$1\"; exec \"$2\" -Xmx512m -XX:+UseSerialGC -cp \"$3\" \"$4\" \"$5\"";

  private final Path disks;
  private final Path mounted;
  private final Process server;

  /**
   * @param directory existing, for the two places where things are mounted
   * @param options of ext4's mount, such as {@code commit=1}
   */
  PowerDisk(Path directory, String options) throws IOException {
    disks = Files.createDirectory(directory.resolve("disks"));
    mounted = Files.createDirectory(directory.resolve("mounted"));
    server = serve();
    try {
      await();
      Command.run("mkfs.ext4", "-q", "-F", "-b", "4096", "-E", "nodiscard", "" + disk("disk"));
      mount("disk", options);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Process serve() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            SERVE,
            "sh",
            "" + disks,
            java,
            classes(),
            DiskMain.class.getName(),
            "" + SIZE_BYTES)
        .redirectErrorStream(true)
        .redirectOutput(disks.resolveSibling("disk-server").toFile())
        .start();
  }

  private static String classes() {
    try {
      return Path.of(DiskMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await() throws IOException {
    try {
      for (int i = 0; i < 1000 && !Files.exists(disk("disk")); i++) {
        if (server.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw new IOException(Files.readString(disks.resolveSibling("disk-server")));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Where the file system is mounted, always. */
  Path mounted() {
    return mounted;
  }

  /** Takes the power from what is mounted, and lets it go on; what is left is {@code disk}. */
  String cut(String disk, long seed) {
    String left = disk + ".cut-" + seed;
    if (!Files.exists(disk(left))) {
      throw new UncheckedIOException(new IOException("no disk is left: " + left));
    }
    return left;
  }

  /** Instead of what is mounted now, a disk that has lost its power. */
  void change(String disk) throws IOException {
    Command.run("umount", "" + mounted);
    mount(disk, "commit=5");
  }

  /** That nothing is wrong with the file system itself: what is mounted is unmounted for it. */
  void forget(String disk) throws IOException {
    Files.delete(disk(disk));
  }

  private void mount(String disk, String options) throws IOException {
    Command.run("mount", "-t", "ext4", "-o", "loop," + options, "" + disk(disk), "" + mounted);
  }

  private Path disk(String name) {
    return disks.resolve(name);
  }

  @Override
  public void close() {
    // Lazily, because what fails must not hide why.
    Command.succeeds("umount", "-l", "" + mounted);
    Command.succeeds("umount", "-l", "" + disks);
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
