package io.tributary.storage.oss;

import io.tributary.core.identity.Identity;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;

/** A program that reads one object, by the keys in its environment, and prints what happens. */
final class TalkativeDownload {
  private TalkativeDownload() {}

  /**
   * @param args endpoint, and V4 or V1
   */
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = System.out;
    SourceReader reader = SourceReader.start();
    BucketLocator locator = new BucketLocator("oss", "bucket", "object", "");
    long start = System.nanoTime();
    try {
      OssSetup setup = OssSetup.at(args[0]).signature(Signature.valueOf(args[1]));
      ObjectSource source =
          Sources.open(locator, setup.options(), SourceSecrets.none(), reader.node().system());
      Identity identity = source.probe().toCompletableFuture().get().identity();
      byte[] bytes = reader.read(source.open(identity, new ByteRange(0, 5)));
      out.println("read " + bytes.length + " bytes");
    } catch (ExecutionException failed) {
      // Everything a careless caller might print.
      failed.printStackTrace(out);
    }
    out.println("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
    reader.stop();
  }
}
