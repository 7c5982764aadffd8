package io.tributary.torture.fault;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import io.tributary.testkit.tls.ServerIdentity;
import io.tributary.torture.arena.Arena;
import java.util.List;

/** The object's server, and how the command line is told of it. */
final class SourceServer {
  static final String PATH = "/bucket/key";

  private static final OssAccount ACCOUNT = OssAccount.of("torture-id", "torture-secret");

  private SourceServer() {}

  static ObjectServer start(FaultPlan.Service service) {
    return switch (service) {
      case PLAIN -> ObjectServer.start();
      case TLS -> ObjectServer.builder().tls(ServerIdentity.selfSigned("127.0.0.1")).start();
      case OSS -> ObjectServer.builder().oss(OssSettings.of(ACCOUNT)).start();
    };
  }

  static void put(ObjectServer server, Content content, boolean published) {
    StoredObject object = StoredObject.of(content);
    server.put(
        PATH,
        published
            ? object.withHeader(
                "x-oss-hash-crc64ecma", Long.toUnsignedString(ContentDigest.crc64(content)))
            : object);
  }

  /** Options and locator. */
  static List<String> arguments(FaultPlan.Service service, Arena arena) {
    return switch (service) {
      case PLAIN -> List.of(arena.server().url(PATH));
      case TLS -> List.of("--insecure", arena.server().url(PATH));
      case OSS -> {
        arena.set("OSS_ACCESS_KEY_ID", ACCOUNT.accessKeyId());
        arena.set("OSS_ACCESS_KEY_SECRET", ACCOUNT.accessKeySecret());
        yield List.of(
            "--region", "cn-hangzhou", "--endpoint", arena.server().origin(), "oss:/" + PATH);
      }
    };
  }
}
