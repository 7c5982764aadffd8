package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What {@code stat} tells of objects, and {@code cat} of ranges, over HTTP and OSS. */
public final class StatEndToEndTest extends JUnitSuite {
  private static final int SIZE = 1_000_003;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(6, SIZE);

  private Launcher tributary() {
    return new Launcher(folder.getRoot().toPath());
  }

  private static JsonNode done(Outcome outcome) throws IOException {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals("", outcome.err());
    return new ObjectMapper().readTree(outcome.out());
  }

  @Test
  public void anObjectOfAWebServerIsDescribed() throws IOException {
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/x", StoredObject.of(content).withEtag("\"tag\""));
      JsonNode json = done(tributary().run("stat --json " + server.url("/x") + "?token=hidden"));
      assertEquals(server.url("/x") + "?…", json.get("source").asText());
      assertEquals(SIZE, json.get("identity").get("size").asLong());
      assertEquals("\"tag\"", json.get("identity").get("etag").asText());
      assertTrue(json.get("ranges").asBoolean());
    }
  }

  @Test
  public void aServerWithoutRangesIsSaidToBeOne() throws IOException {
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/x", StoredObject.of(content).withRanges(Delivery.Ranges.REFUSED));
      JsonNode json = done(tributary().run("stat --json " + server.url("/x")));
      assertFalse(json.get("ranges").asBoolean());
      assertFalse(json.get("note").asText().isBlank());
    }
  }

  @Test
  public void anObjectOfOssHasItsChecksumAndItsRanges() throws IOException {
    OssAccount account = OssAccount.of("id", "hidden-secret");
    try (ObjectServer server = ObjectServer.builder().oss(OssSettings.of(account)).start()) {
      server.put("/bucket/key", content);
      Launcher tributary =
          tributary()
              .with("OSS_ACCESS_KEY_ID", "id")
              .with("OSS_ACCESS_KEY_SECRET", "hidden-secret")
              .with("TRIBUTARY_REGION", "cn-hangzhou")
              .with("TRIBUTARY_ENDPOINT", server.origin());
      JsonNode json = done(tributary.run("stat --json oss://bucket/key"));
      assertTrue(json.toString(), json.get("identity").get("checksums").toString().contains("crc"));
      assertRange(tributary, "0-99", 0, 100);
      assertRange(tributary, "999000-", 999_000, SIZE);
      assertRange(tributary, "-500", SIZE - 500, SIZE);
      assertRange(tributary, "999999-9999999", 999_999, SIZE);
      assertEquals(2, tributary.run("cat --range 1000003- oss://bucket/key").exitCode());
    }
  }

  private void assertRange(Launcher tributary, String range, int from, int to) {
    Outcome outcome = tributary.run("cat --range " + range + " oss://bucket/key");
    assertEquals(outcome.err(), 0, outcome.exitCode());
    Base64.Encoder text = Base64.getEncoder();
    byte[] expected = Arrays.copyOfRange(content.toByteArray(), from, to);
    assertEquals(range, text.encodeToString(expected), text.encodeToString(outcome.data()));
  }
}
