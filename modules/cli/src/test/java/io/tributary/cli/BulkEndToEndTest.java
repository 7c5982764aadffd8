package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** {@code get} of many objects, {@code verify} and {@code repair}, over OSS. */
public final class BulkEndToEndTest extends JUnitSuite {
  private static final Instant TIME = Instant.parse("2026-11-21T08:20:24Z");
  private static final List<String> KEYS =
      List.of("in/a.gz", "in/b.txt", "in/sub/c.gz", "in/sub/deep/d", "other");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private ObjectServer server;
  private Path directory;
  private Path root;

  @Before
  public void start() throws IOException {
    OssSettings settings = OssSettings.of(OssAccount.of("id", "secret"));
    server = ObjectServer.builder().oss(settings.withRestoreTime(Duration.ofSeconds(4))).start();
    KEYS.forEach(key -> put(key, Content.of(key)));
    directory = folder.getRoot().toPath().toRealPath();
    root = directory.resolve("root");
  }

  @After
  public void stop() {
    server.close();
  }

  private void put(String key, Content content) {
    server.put("/bucket/" + key, StoredObject.of(content).withLastModified(TIME));
  }

  private Launcher tributary() {
    return new Launcher(directory)
        .with("OSS_ACCESS_KEY_ID", "id")
        .with("OSS_ACCESS_KEY_SECRET", "secret")
        .with("TRIBUTARY_ENDPOINT", server.origin())
        .with("TRIBUTARY_REGION", "cn-hangzhou");
  }

  private Outcome run(String commandLine) {
    return tributary().run(commandLine);
  }

  private Outcome done(String commandLine) {
    Outcome outcome = run(commandLine);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return outcome;
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    List<String> lines = outcome.out().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  /** All files below the root, whatever they are called. */
  private List<String> files() throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private List<String> here() {
    String[] names = directory.toFile().list();
    Arrays.sort(names);
    return List.of(names);
  }

  @Test
  public void everythingBelowAPrefixArrivesWithItsTimeAndASecondRunKeepsIt() throws IOException {
    JsonNode first = json(done("get -R --json oss://bucket/in/ root"));
    assertEquals(List.of("a.gz", "b.txt", "sub/c.gz", "sub/deep/d"), files());
    assertEquals("in/sub/c.gz", Files.readString(root.resolve("sub/c.gz")));
    assertEquals(FileTime.from(TIME), Files.getLastModifiedTime(root.resolve("a.gz")));
    assertEquals(4, first.path("fetched").asInt());
    assertEquals("completed", first.path("state").asText());
    JsonNode second = json(done("get -R --json oss://bucket/in/ root"));
    assertEquals(0, second.path("fetched").asInt());
    assertEquals(4, second.path("kept").asInt());
    assertEquals(List.of("home", "root"), here());
  }

  @Test
  public void wildcardsAndRulesSayWhatIsTaken() throws IOException {
    done("get -R oss://bucket/in/*.gz root");
    assertEquals(List.of("a.gz"), files());
    done("get -R --exclude deep/ --include *.gz --exclude * oss://bucket/in/ root/rules");
    assertEquals(List.of("a.gz", "rules/a.gz", "rules/sub/c.gz"), files());
    JsonNode size = json(done("get -R --json --min-size 8 --max-size 11 oss://bucket/ root/size"));
    assertEquals(2, size.path("fetched").asInt());
    JsonNode old = json(done("get -R --json --older-than 2026-11-21 oss://bucket/ root/old"));
    assertEquals(5, old.path("excluded").asInt());
  }

  @Test
  public void aDryRunSaysWhatTheRunDoesAndLeavesNothing() throws IOException {
    put("in/a//b", Content.of("x"));
    List<String> said = run("get -R --dry-run oss://bucket/in/ root").out().lines().toList();
    assertEquals(List.of(), here());
    assertEquals(said.toString(), 5, said.size());
    assertEquals(1, said.stream().filter(line -> line.startsWith("refuse ")).count());
    Outcome run = run("get -R oss://bucket/in/ root");
    assertEquals(run.toString(), 1, run.exitCode());
    List<String> would =
        said.stream()
            .filter(line -> line.startsWith("fetch "))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .sorted()
            .toList();
    assertEquals(would, files());
    Outcome again = run("get -R --dry-run oss://bucket/in/ root");
    assertEquals(4, again.out().lines().filter(line -> line.startsWith("keep ")).count());
  }

  @Test
  public void whatFailsIsNamedAndItsManifestIsTheNextRun() throws IOException {
    server.fault(When.get("/bucket/in/b.txt").once(), Fault.ossError(403, "AccessDenied"));
    Outcome outcome = run("get -R --failures again oss://bucket/in/ root");
    assertEquals(outcome.toString(), 1, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().contains("in/b.txt: "));
    assertTrue(outcome.err(), outcome.err().contains("3 objects fetched"));
    assertTrue(outcome.err(), outcome.err().contains("1 failed"));
    assertEquals(List.of("a.gz", "sub/c.gz", "sub/deep/d"), files());
    JsonNode next = json(done("get --json --manifest again root"));
    assertEquals(1, next.path("fetched").asInt());
    assertEquals("in/b.txt", Files.readString(root.resolve("b.txt")));
  }

  @Test
  public void filesAreVerifiedAndRepairedByTheirReceipt() throws IOException {
    put("in/dir/", Content.of(""));
    put("in/large", Content.synthetic(3, 20_000_000));
    done("get -R --receipt receipt oss://bucket/in/ root");
    assertEquals(List.of("home", "receipt", "root"), here());
    done("verify receipt");
    assertEquals("", done("repair receipt").out());
    Files.writeString(root.resolve("b.txt"), "IN/b.txt");
    Files.setLastModifiedTime(root.resolve("b.txt"), FileTime.from(TIME));
    Files.delete(root.resolve("sub/deep/d"));
    Files.delete(root.resolve("dir"));
    Files.write(root.resolve("large"), new byte[20_000_000]);
    Outcome wrong = run("verify receipt");
    assertEquals(wrong.toString(), 1, wrong.exitCode());
    assertEquals(wrong.toString(), 4, wrong.out().lines().count());
    server.clearLog();
    done("repair receipt");
    assertTrue(server.requests("/bucket/in/a.gz").isEmpty());
    assertEquals("in/b.txt", Files.readString(root.resolve("b.txt")));
    assertTrue(Files.isDirectory(root.resolve("dir")));
    done("verify receipt");
    assertEquals(List.of("home", "receipt", "root"), here());
  }

  private void archive(String key, Content content) {
    server.put(
        "/bucket/" + key,
        StoredObject.of(content)
            .withLastModified(TIME)
            .withHeader("x-oss-storage-class", "Archive"));
  }

  /** Fault 43. */
  @Test
  public void whatIsArchivedIsRestoredAndFetchedWhenItIsReadable() throws IOException {
    Content large = Content.synthetic(4, 20_000_000);
    archive("in/cold/small", Content.of("cold"));
    archive("in/cold/large", large);
    Outcome told = run("get -R --receipt told oss://bucket/in/ root");
    assertEquals(told.toString(), 1, told.exitCode());
    assertEquals(List.of("archived", "archived"), kinds("told"));
    assertTrue(posts().isEmpty());
    JsonNode all = json(done("get -R --json --restore wait --receipt all oss://bucket/in/ root"));
    assertEquals(2, posts().stream().filter(post -> post.status() == 202).count());
    assertEquals(2, all.path("fetched").asInt());
    assertEquals(4, all.path("kept").asInt());
    assertEquals(6, all.path("listed").asInt());
    assertEquals(0, all.path("failed").asInt());
    assertEquals("cold", Files.readString(root.resolve("cold/small")));
    assertArrayEquals(large.toByteArray(), Files.readAllBytes(root.resolve("cold/large")));
    assertEquals(6, Receipts.read(directory.resolve("all")).size());
    assertEquals(List.of(), kinds("all"));
    done("verify all");
    archive("in/cold/more", Content.of("more"));
    Outcome asked = run("get -R --restore request --failures again oss://bucket/in/ root");
    assertEquals(asked.toString(), 1, asked.exitCode());
    assertTrue(asked.err(), asked.err().contains("being restored"));
    assertEquals(List.of("archived"), kinds("again"));
    done("get --restore wait --manifest again root");
    assertEquals("more", Files.readString(root.resolve("cold/more")));
    assertEquals(List.of("again", "all", "home", "root", "told"), here());
  }

  private List<RecordedRequest> posts() {
    return server.requests().stream().filter(r -> r.method().equals("POST")).toList();
  }

  /** Of all failures in a receipt. */
  private List<String> kinds(String receipt) throws IOException {
    List<String> kinds = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(receipt))) {
      JsonNode error = new ObjectMapper().readTree(line).path("error");
      if (error.isObject()) {
        kinds.add(error.path("kind").asText());
      }
    }
    return kinds;
  }

  @Test
  public void whatHasChangedSinceCannotBeRepaired() throws IOException {
    done("get -R --receipt receipt oss://bucket/in/ root");
    Files.delete(root.resolve("a.gz"));
    put("in/a.gz", Content.of("another"));
    Outcome outcome = run("repair --failures lost receipt");
    assertEquals(outcome.toString(), 1, outcome.exitCode());
    assertFalse(Files.exists(root.resolve("a.gz")));
    assertEquals(1, Receipts.read(directory.resolve("lost")).size());
  }

  @Test
  public void anInterruptedJobGoesOn() throws Exception {
    // At that rate it takes 40 s, of which what happens until the interrupt needs a few.
    int objects = 400;
    for (int index = 0; index < objects; index++) {
      put("many/%03d".formatted(index), Content.synthetic(index, 20_000));
    }
    List<String> slowly =
        List.of("get", "-R", "--limit-rate", "200KB", "oss://bucket/many/", "root");
    Process process = tributary().start(slowly);
    awaitFiles(10);
    Outcome busy = run("get -R oss://bucket/many/ root");
    assertEquals(busy.toString(), 9, busy.exitCode());
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertEquals(130, Launcher.exitCode(process));
    Outcome state = done("state list");
    assertTrue(state.out(), state.out().contains(root + "  oss://bucket/many/"));
    server.clearLog();
    JsonNode rest = json(done("get -R --json oss://bucket/many/ root"));
    assertEquals(objects, files().size());
    assertEquals(objects, rest.path("fetched").asInt() + rest.path("kept").asInt());
    long asked =
        server.requests().stream().filter(r -> r.path().startsWith("/bucket/many/")).count();
    assertTrue("requests: " + asked, asked < objects - 5);
    assertEquals("", done("state list").out());
  }

  private void awaitFiles(int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (finished() < count) {
      assertTrue("in time", System.nanoTime() < end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long finished() {
    String[] names = root.toFile().list();
    return names == null
        ? 0
        : Stream.of(names).filter(name -> !name.endsWith(".tributary")).count();
  }

  @Test
  public void aPrefixThatNothingBeginsWithIsNotFound() {
    assertEquals(3, run("get -R oss://bucket/im/ root").exitCode());
    assertEquals(3, run("get -R oss://no-bucket/ root").exitCode());
  }

  @Test
  public void aManifestMayNameWhatItLikes() throws IOException {
    List<String> lines = new ArrayList<>(List.of("# three objects", ""));
    lines.add("oss://bucket/in/a.gz\tfirst");
    lines.add("{\"source\": \"oss://bucket/other\", \"path\": \"d/second\", \"size\": 5}");
    try (ObjectServer web = ObjectServer.start()) {
      web.put("/pub/third", Content.of("of the web"));
      lines.add(web.url("/pub/third").toString());
      Files.write(directory.resolve("list"), lines);
      done("get --manifest list root");
    }
    assertEquals(List.of("d/second", "first", "pub/third"), files());
    assertEquals("of the web", Files.readString(root.resolve("pub/third")));
    Files.writeString(directory.resolve("list"), "nonsense\n");
    Outcome bad = run("get --manifest list root/none");
    assertEquals(bad.toString(), 2, bad.exitCode());
    assertTrue(bad.err(), bad.err().contains("line 1"));
  }
}
