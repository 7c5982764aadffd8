package io.tributary.testkit;

import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An object server for trials by hand and for scripts; serves until it is killed. */
public final class ObjectServerMain {
  private static final String USAGE =
      """
      usage: ObjectServerMain [options] --object PATH=SIZE …
        --object PATH=SIZE   synthetic object, such as /a=10GiB
        --port N             default: a free port
        --bind ADDRESS       default: 127.0.0.1
        --rate RATE          of each connection, such as 10MiB/s
        --oss                OSS semantics: PATH is /bucket/key, signed with OSS_ACCESS_KEY_ID and
                             OSS_ACCESS_KEY_SECRET of the environment
        --region REGION      of V4 signatures, default cn-hangzhou
        --public BUCKET      a bucket that needs no signature
      """;

  private final ObjectServerBuilder builder = ObjectServer.builder();
  private final Map<String, Long> objects = new LinkedHashMap<>();
  private OssSettings oss = settingsOfEnvironment();
  private boolean isOss;
  private long rateBytesPerSecond;

  private ObjectServerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ObjectServerMain main = new ObjectServerMain();
    try {
      main.read(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
    try (ObjectServer server = main.start()) {
      main.print(server, System.out);
      new CountDownLatch(1).await();
    }
  }

  private void read(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--oss")) {
        isOss = true;
        continue;
      }
      if (++i == arguments.length) {
        throw new IllegalArgumentException("unknown option or missing value: " + option);
      }
      read(option, arguments[i]);
    }
  }

  private void read(String option, String value) {
    switch (option) {
      case "--object" -> addObject(value);
      case "--port" -> builder.port(Integer.parseInt(value));
      case "--bind" -> builder.bindAddress(value);
      case "--rate" -> rateBytesPerSecond = Rate.parse(value);
      case "--region" -> oss = oss.withRegion(value);
      case "--public" -> oss = oss.withPublicBucket(value);
      default -> throw new IllegalArgumentException("unknown option: " + option);
    }
  }

  private void addObject(String value) {
    int equals = value.lastIndexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("not PATH=SIZE: " + value);
    }
    String path = value.substring(0, equals);
    objects.put(
        path.startsWith("/") ? path : "/" + path, ByteSize.parse(value.substring(equals + 1)));
  }

  private static OssSettings settingsOfEnvironment() {
    String id = System.getenv("OSS_ACCESS_KEY_ID");
    String secret = System.getenv("OSS_ACCESS_KEY_SECRET");
    return id == null || secret == null
        ? OssSettings.of()
        : OssSettings.of(OssAccount.of(id, secret));
  }

  private ObjectServer start() {
    if (isOss) {
      builder.oss(oss);
    }
    ObjectServer server = builder.start();
    objects.forEach((path, size) -> server.put(path, Content.repeating(size, size)));
    if (rateBytesPerSecond > 0) {
      server.fault(When.any(), Fault.trickle(rateBytesPerSecond));
    }
    return server;
  }

  private void print(ObjectServer server, PrintStream out) {
    out.println("listening on " + server.origin());
    objects.keySet().forEach(path -> out.println(server.url(path)));
    out.flush();
  }
}
