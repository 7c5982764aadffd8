package io.tributary.torture.power.disk;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Serves a mounted directory; standard input is the open {@code /dev/fuse} of the mount. */
public final class DiskMain {
  private DiskMain() {}

  public static void main(String[] arguments) throws IOException {
    DiskDirectory disks = new DiskDirectory(Long.parseLong(arguments[0]));
    try (FileInputStream requests = new FileInputStream(FileDescriptor.in);
        FileOutputStream answers = new FileOutputStream(FileDescriptor.in)) {
      new FuseServer(disks, requests.getChannel(), answers.getChannel()).serve();
    } catch (IOException e) {
      // This is how the kernel says that the directory is not mounted any more.
      if (!"No such device".equals(e.getMessage())) {
        throw e;
      }
    }
  }
}
