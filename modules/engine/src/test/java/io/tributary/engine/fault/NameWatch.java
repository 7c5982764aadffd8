package io.tributary.engine.fault;

import io.tributary.engine.DownloadFixture;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads a file over and over while it is replaced: it must be the old one or the new one. */
final class NameWatch implements AutoCloseable {
  private final Path file;
  private final byte[] old;
  private final byte[] next;
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::look, "name-watch");
  private final CountDownLatch looksAtNew;
  private volatile boolean closed;

  private NameWatch(Path file, byte[] old, byte[] next, int looks) {
    this.file = file;
    this.old = old;
    this.next = next;
    this.looksAtNew = new CountDownLatch(looks);
  }

  static NameWatch of(Path file, Content old, Content next) {
    NameWatch watch = new NameWatch(file, old.toByteArray(), next.toByteArray(), 20);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void look() {
    while (!closed) {
      try {
        byte[] seen = Files.readAllBytes(file);
        if (Arrays.equals(seen, next)) {
          looksAtNew.countDown();
        } else if (!Arrays.equals(seen, old)) {
          complaints.add(seen.length + " bytes that are neither the old nor the new file");
        }
      } catch (IOException missing) {
        complaints.add(missing.toString());
      }
    }
  }

  /** Waits until the new file was seen often enough. */
  void awaitLooksAtNew() throws InterruptedException {
    if (!looksAtNew.await(DownloadFixture.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the new file never appeared");
    }
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
