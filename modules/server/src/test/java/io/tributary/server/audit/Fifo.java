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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A file on a disk that hangs: whoever opens it to write waits until {@link #read} is called. */
public final class Fifo implements AutoCloseable {
  private final Path path;
  private volatile RandomAccessFile file;
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

  /**
   * The next line that is written to it; from the first time on the disk answers.
   *
   * @throws TimeoutException when none comes within a minute
   */
  public String read() throws Exception {
    FutureTask<String> line = new FutureTask<>(this::nextLine);
    Thread reader = new Thread(line, "fifo-reader");
    reader.setDaemon(true);
    reader.start();
    return line.get(1, TimeUnit.MINUTES);
  }

  private synchronized String nextLine() throws IOException {
    if (file == null) {
      file = new RandomAccessFile(path.toFile(), "rw");
      FileInputStream in = new FileInputStream(file.getFD());
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return lines.readLine();
  }

  /** Lets those go on who wait for the disk. */
  @Override
  public void close() throws IOException {
    new RandomAccessFile(path.toFile(), "rw").close();
    RandomAccessFile opened = file;
    if (opened != null) {
      opened.close();
    }
  }
}
