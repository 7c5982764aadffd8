package io.tributary.engine.destination;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A temporary file in memory whose disk does what a test says. */
public final class ScriptedFile implements TemporaryFile {
  private byte[] bytes;
  private long sizeBytes;
  private final List<String> calls = new ArrayList<>();
  private boolean failing;
  private CountDownLatch flushGate = new CountDownLatch(0);
  private int flushesUnderWay;
  private int mostFlushesAtOnce;

  public ScriptedFile(int sizeBytes) {
    this.bytes = new byte[sizeBytes];
    this.sizeBytes = sizeBytes;
  }

  public static Failure failure() {
    return new Failure(FailureKind.LOCAL_DISK, "write", "scripted", "no space", "");
  }

  /** From now on the disk fails, or works again. */
  public synchronized void fail(boolean now) {
    failing = now;
  }

  /** Flushes wait until the gate is opened. */
  public synchronized CountDownLatch holdFlushes() {
    flushGate = new CountDownLatch(1);
    return flushGate;
  }

  /** What was done to the file, in order: {@code write 0+5}, {@code flush}, {@code close}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public synchronized int mostFlushesAtOnce() {
    return mostFlushesAtOnce;
  }

  public synchronized byte[] content() {
    return Arrays.copyOf(bytes, (int) sizeBytes);
  }

  private void disk(String call) {
    calls.add(call);
    if (failing) {
      throw failure().asException();
    }
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public synchronized long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public synchronized void writeAt(ByteBuffer from, long position) {
    int length = from.remaining();
    disk("write " + position + "+" + length);
    int end = Math.toIntExact(position + length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, end);
    }
    sizeBytes = Math.max(sizeBytes, end);
    from.get(bytes, (int) position, length);
  }

  @Override
  public synchronized int readAt(ByteBuffer into, long position) {
    disk("read");
    int count = (int) Math.min(into.remaining(), sizeBytes - position);
    if (count <= 0) {
      return -1;
    }
    into.put(bytes, (int) position, count);
    return count;
  }

  @Override
  public void flush() {
    CountDownLatch gate = beginFlush();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      endFlush();
    }
  }

  private synchronized CountDownLatch beginFlush() {
    flushesUnderWay++;
    mostFlushesAtOnce = Math.max(mostFlushesAtOnce, flushesUnderWay);
    calls.add("flush");
    return flushGate;
  }

  private synchronized void endFlush() {
    flushesUnderWay--;
    if (failing) {
      throw failure().asException();
    }
    calls.add("flushed");
  }

  @Override
  public synchronized void truncate(long size) {
    disk("truncate " + size);
    sizeBytes = size;
  }

  @Override
  public synchronized void close() {
    calls.add("close");
  }
}
