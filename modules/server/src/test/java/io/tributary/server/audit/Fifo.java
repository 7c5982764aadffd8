package io.tributary.server.audit;

import static org.junit.Assert.assertEquals;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on a disk that hangs: whoever opens it to write waits until {@link #read} is called. */
public final class Fifo implements AutoCloseable {
  private final Path path;
  private RandomAccessFile file;
  private BufferedReader lines;

  private Fifo(Path path) {
    this.path = path;
  }

  /** In place of the file of that name. */
  public static Fifo at(Path path) throws IOException, InterruptedException {
    Files.deleteIfExists(path);
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor());
    return new Fifo(path);
  }

  /** The next line that is written to it; from the first time on the disk answers. */
  public String read() throws IOException {
    if (file == null) {
      file = new RandomAccessFile(path.toFile(), "rw");
      FileInputStream in = new FileInputStream(file.getFD());
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return lines.readLine();
  }

  @Override
  public void close() throws IOException {
    if (file == null) {
      // Nobody is to wait for ever.
      file = new RandomAccessFile(path.toFile(), "rw");
    }
    file.close();
  }
}
