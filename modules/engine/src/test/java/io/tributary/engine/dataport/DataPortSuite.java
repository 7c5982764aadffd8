package io.tributary.engine.dataport;

import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.ledger.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/** An open data port, and a file in memory behind it. */
abstract class DataPortSuite extends JUnitSuite {
  static final String NAME = "object.0123456789abcdef.tributary";
  static final long RUN = 7;
  static final int LANE = 3;
  static final BooleanSupplier ALWAYS = () -> true;
  static final int MIB = 1 << 20;
  static final int PATIENCE_SECONDS = 30;
  static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");

  /** So that no test but those of silence minds how slow this machine is. */
  private static final Config PATIENT =
      ConfigFactory.parseString("tributary.node.data-port.silence = 20 s");

  static ActorTestKit kit;
  static OpenParts parts;
  static DataPortAddress address;

  final List<Segment> reported = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  final byte[] bytes = new byte[15 * MIB];
  private final List<MemoryFile> files = new ArrayList<>();
  OpenPart part;

  @BeforeClass
  public static void open() {
    open("");
  }

  static void open(String settings) {
    kit =
        ActorTestKit.create(
            "port",
            ConfigFactory.parseString(settings)
                .withFallback(PATIENT)
                .withFallback(ConfigFactory.load()));
    parts = new OpenParts();
    address =
        DataPort.open(kit.system(), "127.0.0.1", 0, parts, SECRET, Optional.empty())
            .toCompletableFuture()
            .join();
  }

  @AfterClass
  public static void close() {
    kit.shutdownTestKit();
  }

  @Before
  public void content() {
    new Random(1).nextBytes(bytes);
  }

  /** Nobody is left who waits for the disk. */
  @After
  public void release() {
    files.forEach(MemoryFile::letGo);
  }

  MemoryFile file(int writesAllowed) {
    MemoryFile file = new MemoryFile(16 * MIB, writesAllowed);
    files.add(file);
    part = new OpenPart(file, RUN, 0, reported::add, closed::incrementAndGet);
    parts.open(NAME, part);
    return file;
  }

  static PartSender sender(ClusterSecret secret) {
    return new PartSender(new DataPortLink(address, secret, Optional.empty()), LANE);
  }

  ByteBuffer piece(int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice();
  }

  static void await(String what, BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
