package io.tributary.cli.crash;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.Before;
import org.junit.Test;

/** {@code repair} of a large file: only its bad ranges come again, whatever kills it. */
public final class RepairEndToEndTest extends CrashSuite {
  private static final int SIZE = 64 << 20;

  /** So patient that nothing is asked for twice on a machine that is busy. */
  private static final String REPAIR = "repair --lanes 1 --timeout 5m --json -q receipt";

  private final byte[] whole = Content.synthetic(SIZE, SIZE).toByteArray();
  private Path file;
  private byte[] damaged;
  private long badBytes;

  @Before
  public void damageWhatWasFetched() throws IOException {
    server.put("/large", Content.of(whole));
    Files.writeString(
        directory.resolve("list"), server.url("/large") + "\tdir/large\t" + SIZE + "\n");
    Ended got = run("get -q --receipt receipt --manifest list root");
    assertEquals(got.toString(), 0, got.exitCode());
    assertTrue(Files.readString(directory.resolve("receipt")).contains("\"node\":\"local\""));
    file = directory.resolve("root/dir/large");
    damaged = whole.clone();
    damaged[10_000_000] ^= 1;
    damaged[50_000_000] ^= 1;
    Files.write(file, damaged);
    badBytes = badBytes();
    server.clearLog();
  }

  private long badBytes() {
    Ended verify = run("verify --json -q receipt");
    assertEquals(verify.toString(), 1, verify.exitCode());
    JsonNode ranges = verify.json().path("first").path(0).path("badRanges");
    assertEquals(ranges.toString(), 2, ranges.size());
    long bytes =
        StreamSupport.stream(ranges.spliterator(), false)
            .mapToLong(range -> range.get(1).asLong() - range.get(0).asLong() + 1)
            .sum();
    assertTrue("bad " + bytes, bytes <= 4 * SEGMENT_BYTES);
    return bytes;
  }

  private long sent() {
    return server.requests("/large").stream().mapToLong(RecordedRequest::bodyBytesSent).sum();
  }

  private void assertRepaired(Ended ended) {
    assertEquals(ended.toString(), 0, ended.exitCode());
    assertArrayEquals(whole, bytes(file));
    assertEquals(List.of(file), filesIn(file.getParent()));
    assertNoTraces("list", "receipt", "root");
  }

  @Test
  public void onlyTheBadRangesAreFetched() {
    Ended repair = run(REPAIR);
    assertRepaired(repair);
    JsonNode said = lastLine(repair);
    assertEquals(badBytes, said.path("bytesFetched").asLong());
    assertEquals(SIZE - badBytes, said.path("bytesReused").asLong());
    // A byte may go for the question whether there are ranges.
    assertTrue("sent " + sent() + " of " + badBytes, sent() - badBytes <= 1 && sent() >= badBytes);
  }

  private static JsonNode lastLine(Ended ended) {
    List<String> lines = ended.out().lines().toList();
    return new Ended(0, lines.get(lines.size() - 1), "").json();
  }

  @Test
  public void killedInTheMiddleItLeavesTheOldFileAndGoesOn() {
    server.fault(When.get("/large").ranged(), Fault.trickle(512 << 10));
    ToolRun run = start(REPAIR);
    run.until(() -> journal().recordedBytes() >= SIZE - badBytes + (1 << 20));
    run.kill();
    assertArrayEquals(damaged, bytes(file));
    server.faults().clear();
    long before = sent();
    assertRepaired(run(REPAIR));
    assertTrue("sent " + sent() + ", " + before, sent() - before < badBytes);
  }

  @Test
  public void ofAnObjectThatChangedNothingOfTheFileIsUsed() {
    server.put("/large", StoredObject.of(Content.of(whole)).withEtag("\"anew\""));
    assertRepaired(run(REPAIR));
    assertTrue("sent " + sent(), sent() >= SIZE);
  }
}
