package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.download.DownloadMessageSamples;
import io.tributary.engine.job.JobMessageSamples;
import io.tributary.engine.serialization.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Rows that any released version wrote can be read by this one, and the other way round. */
public final class SubmissionFormatTest extends JUnitSuite {
  private static final SubmissionSpec SPEC =
      new SubmissionSpec.Download(DownloadMessageSamples.spec());
  private static final SubmissionSpec JOB = new SubmissionSpec.Job(JobMessageSamples.spec());
  private static final JobProgress JOB_PROGRESS = JobMessageSamples.progress();
  private static final JobResult JOB_RESULT = JobMessageSamples.result();
  private static final DownloadResult RESULT = DownloadMessageSamples.result();
  private static final Failure FAILURE =
      new Failure(FailureKind.THROTTLED, "fetch", "oss://bucket/ключ", "503 \"Slow\"\n", "wait");

  private static ActorTestKit kit;
  private static SubmissionCodec codec;

  private final Versions cbor = new Versions(new ObjectMapper(new CBORFactory()));
  private final Versions json = new Versions(new ObjectMapper());

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("rows", ConfigFactory.load());
    codec = new SubmissionCodec(kit.system());
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private static Map<String, byte[]> written(SubmissionCodec by) {
    Map<String, byte[]> written = new LinkedHashMap<>();
    written.put("spec.cbor", by.bytes(SPEC));
    written.put("job-spec.cbor", by.bytes(JOB));
    written.put("job-progress.json", by.text(JOB_PROGRESS).getBytes(StandardCharsets.UTF_8));
    written.put("job-result.json", by.text(JOB_RESULT).getBytes(StandardCharsets.UTF_8));
    written.put("failure.json", by.text(FAILURE).getBytes(StandardCharsets.UTF_8));
    written.put("result.json", by.text(RESULT).getBytes(StandardCharsets.UTF_8));
    return written;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        SubmissionFormatTest.class.getResourceAsStream("/golden/submission/" + name)) {
      assertNotNull("no golden file " + name, in);
      return in.readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  public void oldRowsAreRead() throws IOException {
    assertEquals(SPEC, codec.spec(SubmissionKind.DOWNLOAD, golden("spec.cbor")));
    assertEquals(JOB, codec.spec(SubmissionKind.JOB, golden("job-spec.cbor")));
    assertEquals(JOB_PROGRESS, codec.jobProgressOrNull(text(golden("job-progress.json"))));
    assertEquals(JOB_RESULT, codec.jobResultOrNull(text(golden("job-result.json"))));
    assertEquals(FAILURE, codec.failureOrNull(text(golden("failure.json"))));
    assertEquals(RESULT, codec.resultOrNull(text(golden("result.json"))));
  }

  @Test
  public void whatALaterVersionAddsIsNoObstacle() throws IOException {
    assertEquals(SPEC, codec.spec(SubmissionKind.DOWNLOAD, cbor.later(golden("spec.cbor"))));
    assertEquals(JOB, codec.spec(SubmissionKind.JOB, cbor.later(golden("job-spec.cbor"))));
    assertEquals(
        JOB_PROGRESS, codec.jobProgressOrNull(text(json.later(golden("job-progress.json")))));
    assertEquals(JOB_RESULT, codec.jobResultOrNull(text(json.later(golden("job-result.json")))));
    assertEquals(FAILURE, codec.failureOrNull(text(json.later(golden("failure.json")))));
    assertEquals(RESULT, codec.resultOrNull(text(json.later(golden("result.json")))));
  }

  @Test
  public void whatIsWrittenNowHasAllThatAnEarlierVersionReads() throws IOException {
    for (Map.Entry<String, byte[]> now : written(codec).entrySet()) {
      Versions versions = now.getKey().endsWith(".cbor") ? cbor : json;
      versions.requireReadable(now.getKey(), golden(now.getKey()), now.getValue());
    }
  }

  /** With a directory, writes the golden files that are not there yet. */
  public static void main(String[] arguments) throws IOException {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "rows", ConfigFactory.load());
    try {
      for (Map.Entry<String, byte[]> now : written(new SubmissionCodec(system)).entrySet()) {
        Path file = Path.of(arguments[0]).resolve(now.getKey());
        if (!Files.exists(file)) {
          Files.write(file, now.getValue());
        }
      }
    } finally {
      system.terminate();
    }
  }
}
