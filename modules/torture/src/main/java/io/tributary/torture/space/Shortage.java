package io.tributary.torture.space;

import io.tributary.torture.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a file system may lack. */
enum Shortage {
  SPACE {
    @Override
    void begin(Path disk) throws IOException {
      Path hog = Files.createDirectories(hogs(disk)).resolve("hog");
      try (OutputStream out = Files.newOutputStream(hog)) {
        for (byte[] some = new byte[SMALL_BYTES]; ; ) {
          out.write(some);
        }
      } catch (IOException full) {
        requireFull(full);
      }
    }
  },
  INODES {
    @Override
    void begin(Path disk) throws IOException {
      Path hogs = Files.createDirectories(hogs(disk));
      try {
        for (int i = 0; ; i++) {
          Files.createFile(hogs.resolve("hog" + i));
        }
      } catch (IOException full) {
        requireFull(full);
      }
    }
  },
  WRITING {
    /** Refused while a file is open for writing, so this one begins before a run. */
    @Override
    void begin(Path disk) throws IOException {
      Command.run("mount", "-o", "remount,ro", disk.toString());
    }

    @Override
    void end(Path disk) throws IOException {
      Command.run("mount", "-o", "remount,rw", disk.toString());
    }
  };

  /** Small and odd, so that the last write that fits is cut short. */
  private static final int SMALL_BYTES = 3000;

  abstract void begin(Path disk) throws IOException;

  void end(Path disk) throws IOException {
    Path hogs = hogs(disk);
    if (Files.exists(hogs)) {
      try (Stream<Path> files = Files.walk(hogs)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path hogs(Path disk) {
    return disk.resolve("hogs");
  }

  private static void requireFull(IOException full) throws IOException {
    if (!String.valueOf(full.getMessage()).contains("No space left")) {
      throw full;
    }
  }

  String title() {
    return "no " + name().toLowerCase(java.util.Locale.ROOT);
  }
}
