package io.tributary.torture.arena;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.torture.campaign.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the file under the final name all the time: it must be one of the contents that are
 * allowed, whole, at every moment, and once there is one it must never be away.
 */
public final class FinalName implements AutoCloseable {
  private static final long PAUSE_MILLIS = 2;
  private final Path file;
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher;
  private volatile AssertionError broken;
  private BasicFileAttributes seen;
  private int appearances;

  public FinalName(Path file) {
    this.file = file;
    this.watcher = new Thread(this::watch, "final-name");
    watcher.setDaemon(true);
  }

  public Path path() {
    return file;
  }

  public void allow(Content content) {
    allowed.add(ContentDigest.sha256(content));
  }

  /** From now on it is looked at. */
  public void open() {
    watcher.start();
  }

  /**
   * Looks now, and tells what was seen since the last time.
   *
   * @throws AssertionError when anything else was there than what is allowed
   */
  public void check() {
    look(true);
    if (broken != null) {
      throw broken;
    }
  }

  /** How often a file came to be there, or was touched while it was. */
  public synchronized int appearances() {
    return appearances;
  }

  /** Whether these bytes are there now. */
  public boolean holds(Content content) throws IOException {
    return Files.isRegularFile(file) && sha256(file).equals(ContentDigest.sha256(content));
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (broken == null && !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        look(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file is never written under this name, so one of the same attributes need not be read. */
  private synchronized void look(boolean thoroughly) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      boolean anew = seen == null || !isSame(now, seen);
      if (thoroughly || anew) {
        String digest = sha256(file);
        appearances += anew ? 1 : 0;
        seen = now;
        Claim.that(allowed.contains(digest), file + " holds " + now.size() + " wrong bytes");
      }
    } catch (NoSuchFileException e) {
      if (seen != null) {
        broken = new AssertionError(file + " is away, and was there");
      }
    } catch (IOException e) {
      broken = new AssertionError(e);
    } catch (AssertionError e) {
      broken = e;
    }
  }

  private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
    return one.fileKey().equals(other.fileKey())
        && one.size() == other.size()
        && one.lastModifiedTime().equals(other.lastModifiedTime());
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
