package io.tributary.torture.power.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Answers the kernel for one directory of disks, one request after the other: an answer to FSYNC
 * means that all writes answered before are durable. Numbers and layouts are those of {@code
 * linux/fuse.h}.
 */
final class FuseServer {
  private static final int LOOKUP = 1;
  private static final int FORGET = 2;
  private static final int GETATTR = 3;
  private static final int SETATTR = 4;
  private static final int UNLINK = 10;
  private static final int OPEN = 14;
  private static final int READ = 15;
  private static final int WRITE = 16;
  private static final int STATFS = 17;
  private static final int RELEASE = 18;
  private static final int FSYNC = 20;
  private static final int FLUSH = 25;
  private static final int INIT = 26;
  private static final int INTERRUPT = 36;
  private static final int DESTROY = 38;
  private static final int BATCH_FORGET = 42;

  private static final int NO_ENTRY = -2;
  private static final int NO_SPACE = -28;
  private static final int NOT_IMPLEMENTED = -38;

  private static final int MAJOR = 7;
  private static final int MINOR = 31;
  private static final int BIG_WRITES = 1 << 5;
  private static final int MAX_PAGES = 1 << 22;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MESSAGE_BYTES = MOST_BYTES + 8192;
  private static final int OUT_HEADER_BYTES = 16;

  /** The kernel shall not keep pages of the file: every write comes here before it is answered. */
  private static final int OPEN_DIRECT_IO = 1;

  private static final long ROOT = 1;

  private final DiskDirectory disks;
  private final ReadableByteChannel requests;
  private final WritableByteChannel answers;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MESSAGE_BYTES);
  private final ByteBuffer out = ByteBuffer.allocateDirect(MESSAGE_BYTES);

  FuseServer(DiskDirectory disks, ReadableByteChannel requests, WritableByteChannel answers) {
    this.disks = disks;
    this.requests = requests;
    this.answers = answers;
    in.order(ByteOrder.nativeOrder());
    out.order(ByteOrder.nativeOrder());
  }

  /** Returns when the directory is unmounted. */
  void serve() throws IOException {
    while (true) {
      in.clear();
      if (requests.read(in) < Request.HEADER_BYTES) {
        return;
      }
      in.flip();
      Request request = Request.read(in);
      if (request.operation() == DESTROY) {
        return;
      }
      if (!isSilent(request.operation())) {
        answer(request);
      }
    }
  }

  private static boolean isSilent(int operation) {
    return operation == FORGET || operation == BATCH_FORGET || operation == INTERRUPT;
  }

  private void answer(Request request) throws IOException {
    out.clear().position(OUT_HEADER_BYTES);
    int error = body(request);
    if (error != 0) {
      out.position(OUT_HEADER_BYTES);
    }
    int length = out.position();
    out.putInt(0, length).putInt(4, error).putLong(8, request.unique());
    answers.write(out.flip());
  }

  /** Writes the body of the answer; 0, or a negative error number. */
  private int body(Request request) {
    return switch (request.operation()) {
      case INIT -> init();
      case LOOKUP -> lookUp(request);
      case GETATTR, SETATTR -> attributes(request);
      case OPEN -> open(request);
      case READ -> read(request);
      case WRITE -> write(request);
      case FSYNC -> flush(request);
      case UNLINK -> unlink(request);
      case STATFS -> put(new byte[80]);
      case FLUSH, RELEASE -> 0;
      default -> NOT_IMPLEMENTED;
    };
  }

  private int init() {
    out.putInt(MAJOR).putInt(MINOR).putInt(MOST_BYTES).putInt(BIG_WRITES | MAX_PAGES);
    out.putShort((short) 16).putShort((short) 12).putInt(MOST_BYTES).putInt(1);
    out.putShort((short) (MOST_BYTES / 4096)).putShort((short) 0);
    return put(new byte[32]);
  }

  private int lookUp(Request request) {
    long number = disks.find(request.name()).orElse(0L);
    if (number == 0) {
      return NO_ENTRY;
    }
    // No lifetimes: every look comes here.
    out.putLong(number).putLong(0).putLong(0).putLong(0).putInt(0).putInt(0);
    return putAttributes(number);
  }

  private int attributes(Request request) {
    out.putLong(0).putInt(0).putInt(0);
    return putAttributes(request.node());
  }

  private int putAttributes(long number) {
    long size = disks.disk(number).map(VolatileDisk::sizeBytes).orElse(0L);
    int mode = number == ROOT ? 0040700 : 0100600;
    out.putLong(number).putLong(size).putLong(size / 512);
    put(new byte[3 * 8 + 3 * 4]);
    out.putInt(mode).putInt(1).putInt(0).putInt(0).putInt(0).putInt(4096).putInt(0);
    return 0;
  }

  private int open(Request request) {
    out.putLong(request.node()).putInt(OPEN_DIRECT_IO).putInt(0);
    return 0;
  }

  private int read(Request request) {
    long offset = request.body().getLong(8);
    int length = request.body().getInt(16);
    return disks.disk(request.node()).map(disk -> put(disk.read(offset, length))).orElse(NO_ENTRY);
  }

  private int write(Request request) {
    long offset = request.body().getLong(8);
    byte[] bytes = new byte[request.body().getInt(16)];
    request.body().position(40).get(bytes);
    return disks.disk(request.node()).map(disk -> write(disk, offset, bytes)).orElse(NO_ENTRY);
  }

  private int write(VolatileDisk disk, long offset, byte[] bytes) {
    if (offset + bytes.length > disk.sizeBytes()) {
      return NO_SPACE;
    }
    disk.write(offset, bytes);
    out.putInt(bytes.length).putInt(0);
    return 0;
  }

  private int flush(Request request) {
    disks.disk(request.node()).ifPresent(VolatileDisk::flush);
    return 0;
  }

  private int unlink(Request request) {
    disks.remove(request.name());
    return 0;
  }

  private int put(byte[] bytes) {
    out.put(bytes);
    return 0;
  }
}
