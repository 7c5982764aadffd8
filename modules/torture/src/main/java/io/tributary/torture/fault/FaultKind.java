package io.tributary.torture.fault;

import io.tributary.testkit.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Every kind of fault that the object server has, with what the program may make of it. */
enum FaultKind {
  SERVER_ERROR((random, scene) -> Fault.status(pick(random, 500, 502, 504)), 7),
  UNAVAILABLE((random, scene) -> unavailable(random), 7),
  SLOW_DOWN((random, scene) -> Fault.ossError(503, "SlowDown"), 7),
  NOT_FOUND((random, scene) -> Fault.status(404), 3),
  FORBIDDEN((random, scene) -> Fault.status(403), 4),
  REDIRECT((random, scene) -> Fault.redirect(pick(random, 302, 307), scene.url() + "?on"), 7),
  LATENCY((random, scene) -> Fault.latency(Duration.ofMillis(random.nextInt(1500))), 7),
  TRICKLE((random, scene) -> Fault.trickle(200 + random.nextInt(50_000)), 7),
  SHORTENED_RANGE((random, scene) -> Fault.shortenRange(1 + random.nextInt(200_000))),
  NON_ASCII_HEADER((random, scene) -> Fault.nonAsciiHeader("X-Name", "naïve ☃")),
  INFORMATIONAL((random, scene) -> Fault.informational(103)),
  CLOSE_AFTERWARDS((random, scene) -> Fault.closeAfterwards(), 7),
  STALL_BEFORE_HEAD((random, scene) -> Fault.stallBeforeHead(), 7),
  STALL((random, scene) -> Fault.stallAfter(someByte(random)), 7),
  TRUNCATED((random, scene) -> Fault.closeAfter(someByte(random)), 7),
  TLS_CUT((random, scene) -> Fault.cutTlsAfter(someByte(random)), 7),
  RESET((random, scene) -> Fault.reset(), 7),
  RESET_MIDWAY(Waste.OF_BYTES, (random, scene) -> Fault.resetAfter(someByte(random)), 7),
  ALL_CONNECTIONS_LOST(Waste.OF_BYTES, FaultKind::loseConnections, 7),
  IGNORED_RANGE(Waste.OF_BYTES, (random, scene) -> Fault.ignoreRange(), 7),
  SHIFTED_CONTENT_RANGE(Waste.OF_BYTES, FaultKind::shiftContentRange, 5, 7),
  NO_CONTENT_RANGE(Waste.OF_BYTES, (random, scene) -> Fault.withoutContentRange(), 7),
  MULTIPART(Waste.OF_BYTES, (random, scene) -> Fault.multipart(), 7),
  ENCODED_ON_THE_WAY(Waste.OF_BYTES, (random, scene) -> Fault.gzip(), 5, 7),
  ANOTHER_ETAG(Waste.OF_BYTES, (random, scene) -> Fault.header("ETag", "\"another\""), 5, 7),
  NO_ETAG(Waste.OF_BYTES, (random, scene) -> Fault.withoutHeader("ETag"), 5, 7),
  HUGE_HEADER(Waste.OF_BYTES, (random, scene) -> Fault.hugeHeader(1 << 20), 7),
  ENDLESS_HEADERS(Waste.OF_BYTES, (random, scene) -> Fault.endlessHeaders(), 7),
  GARBAGE(Waste.OF_BYTES, (random, scene) -> Fault.garbageStatusLine(), 7),
  EXTRA_BYTES(Waste.OF_BYTES, (random, scene) -> Fault.extraBytes(1 + random.nextInt(9000)), 7),
  FLIPPED_BIT(Waste.OF_CHECKSUM, (random, scene) -> Fault.flipBit(random.nextInt(50_000)), 6),
  BODY_FROM_ELSEWHERE(Waste.OF_CHECKSUM, (random, scene) -> new Elsewhere(random.nextInt(99)), 6),
  OBJECT_REPLACED(Waste.OF_BYTES, FaultKind::replaceObject, 5, 7);

  private static final int MOST_BODY_BYTES = 1_500_000;

  /** What a fault makes the server send in vain. */
  private enum Waste {
    NONE,
    OF_BYTES,
    /** Nothing but a checksum of the whole finds it. */
    OF_CHECKSUM
  }

  /** Draws the details of one fault. */
  private interface Maker {
    Fault make(Random random, Scene scene);
  }

  private final Waste waste;
  private final Maker maker;
  private final Set<Integer> exitCodes;

  FaultKind(Maker maker, Integer... exitCodes) {
    this(Waste.NONE, maker, exitCodes);
  }

  FaultKind(Waste waste, Maker maker, Integer... exitCodes) {
    this.waste = waste;
    this.maker = maker;
    this.exitCodes = Set.of(exitCodes);
  }

  Fault make(Random random, Scene scene) {
    return maker.make(random, scene);
  }

  /** How a run may end because of it, besides well. */
  Set<Integer> exitCodes() {
    return exitCodes;
  }

  /** Whether bytes are sent that nobody can use. */
  boolean wastesBytes() {
    return waste != Waste.NONE;
  }

  boolean needsChecksum() {
    return waste == Waste.OF_CHECKSUM;
  }

  /** As in a table. */
  String title() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static long someByte(Random random) {
    return random.nextInt(MOST_BODY_BYTES);
  }

  private static int pick(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }

  private static Fault unavailable(Random random) {
    Map<String, String> headers =
        random.nextBoolean() ? Map.of("Retry-After", "" + random.nextInt(2)) : Map.of();
    return Fault.status(pick(random, 429, 503), headers, "later");
  }

  private static Fault shiftContentRange(Random random, Scene scene) {
    long by = 1L + random.nextInt(1000);
    return switch (random.nextInt(3)) {
      case 0 -> Fault.shiftContentRange(by, by, 0);
      case 1 -> Fault.shiftContentRange(0, by, 0);
      default -> Fault.shiftContentRange(0, 0, by);
    };
  }

  private static Fault loseConnections(Random random, Scene scene) {
    return Fault.runAfter(someByte(random), scene.server()::closeConnections);
  }

  private static Fault replaceObject(Random random, Scene scene) {
    return Fault.runAfter(someByte(random), scene.replace());
  }
}
