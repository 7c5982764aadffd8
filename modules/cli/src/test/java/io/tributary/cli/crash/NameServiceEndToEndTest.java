package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Test;

/** Names that do not resolve, or to addresses where nobody listens. */
public final class NameServiceEndToEndTest extends CrashSuite {
  private static final Content CONTENT = Content.synthetic(4, 3_000_001);
  private static final String HOST = "object.example";

  private Path hosts;

  @Before
  public void resolveByAFile() throws IOException {
    hosts = Files.createFile(folder.getRoot().toPath().resolve("hosts"));
    environment.merge(
        "TRIBUTARY_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts, (all, one) -> all + " " + one);
    server.put("/file", CONTENT);
  }

  private String get(String options) {
    return "get --json " + options + " http://" + HOST + ":" + server.port() + "/file file";
  }

  @Test
  public void aNameThatResolvesAgainSoonIsNoFailure() throws IOException {
    ToolRun run = start(get("--lanes 1"));
    run.until(() -> run.errors().contains("does not resolve"));
    Files.writeString(hosts, "127.0.0.1 " + HOST + "\n");
    assertDone(run.end(), "file", CONTENT);
    assertNoTraces("file");
  }

  @Test
  public void aNameThatNeverResolvesIsSaidWithAdvice() {
    Ended ended = run(get("-q --retries 2"));
    assertEquals(ended.toString(), 7, ended.exitCode());
    assertEquals(ended.toString(), 1, ended.err().lines().count());
    String said = "the host name " + HOST + " does not resolve; check the name and the network";
    assertTrue(ended.err(), ended.err().contains(said));
    assertNoTraces();
  }

  @Test
  public void addressesWhereNobodyListensArePassedOver() throws IOException {
    String dead = "127.0.0.77 " + HOST + "\n127.0.0.78 " + HOST + "\n";
    Files.writeString(hosts, dead + "127.0.0.1 " + HOST + "\n");
    Ended ended = run(get("-q --lanes 4 --part-size 256KiB --retries 0"));
    assertDone(ended, "file", CONTENT);
    assertEquals(0, ended.number("retries"));
  }
}
