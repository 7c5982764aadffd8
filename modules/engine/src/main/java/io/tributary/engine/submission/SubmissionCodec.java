package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.job.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * How a row holds what has parts: a spec in CBOR, ends in JSON. By the rules of events: fields may
 * be added, and old rows stay readable.
 */
final class SubmissionCodec {
  private final ObjectMapper cbor;
  private final ObjectMapper json;

  SubmissionCodec(ActorSystem<?> system) {
    JacksonObjectMapperProvider mappers = JacksonObjectMapperProvider.get(system);
    cbor = mappers.getOrCreate("tributary-submission-spec", Optional.of(new CBORFactory()));
    json = mappers.getOrCreate("tributary-submission-end", Optional.of(new JsonFactory()));
  }

  /** Without its kind, which the row says. */
  byte[] bytes(SubmissionSpec spec) {
    try {
      return spec instanceof SubmissionSpec.Job job
          ? cbor.writeValueAsBytes(job.spec())
          : cbor.writeValueAsBytes(((SubmissionSpec.Download) spec).spec());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  SubmissionSpec spec(SubmissionKind kind, byte[] bytes) {
    try {
      return switch (kind) {
        case DOWNLOAD -> new SubmissionSpec.Download(cbor.readValue(bytes, DownloadSpec.class));
        case JOB -> new SubmissionSpec.Job(cbor.readValue(bytes, JobSpec.class));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param part a failure, a result or the progress of a job
   */
  String text(Object part) {
    try {
      return json.writeValueAsString(part);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  Failure failureOrNull(String textOrNull) {
    return read(textOrNull, Failure.class);
  }

  DownloadResult resultOrNull(String textOrNull) {
    return read(textOrNull, DownloadResult.class);
  }

  JobResult jobResultOrNull(String textOrNull) {
    return read(textOrNull, JobResult.class);
  }

  JobProgress jobProgressOrNull(String textOrNull) {
    return read(textOrNull, JobProgress.class);
  }

  private <T> T read(String textOrNull, Class<T> type) {
    try {
      return textOrNull == null ? null : json.readValue(textOrNull, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
