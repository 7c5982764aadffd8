package io.tributary.torture.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What others do to the temporary file while nobody downloads. */
enum Tampering {
  FLIP {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      overwrite(file, random, 1 + random.nextInt(20), 1);
    }
  },
  ZERO {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      Files.write(file, new byte[(int) Files.size(file)]);
    }
  },
  GARBLE {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      overwrite(file, random, 1 + random.nextInt(4), 1 + random.nextInt(1 << 20));
    }
  },
  TRUNCATE {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate((long) (random.nextDouble() * channel.size()));
      }
    }
  },
  EXTEND {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      Files.write(file, new byte[1 + random.nextInt(100_000)], StandardOpenOption.APPEND);
    }
  },
  DELETE {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      Files.delete(file);
    }
  },
  SYMBOLIC_LINK {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      Files.delete(file);
      Files.createSymbolicLink(file, victim);
    }
  },
  HARD_LINK {
    @Override
    void on(Path file, Path victim, Random random) throws IOException {
      Files.delete(file);
      Files.createLink(file, victim);
    }
  };

  /**
   * @param victim a file of others on the same file system, which must not change
   */
  abstract void on(Path file, Path victim, Random random) throws IOException;

  String title() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void overwrite(Path file, Random random, int places, int mostBytes)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      for (int i = 0; i < places && size > 0; i++) {
        long start = (long) (random.nextDouble() * size);
        byte[] noise = new byte[(int) Math.min(mostBytes, size - start)];
        random.nextBytes(noise);
        channel.write(ByteBuffer.wrap(noise), start);
      }
    }
  }
}
