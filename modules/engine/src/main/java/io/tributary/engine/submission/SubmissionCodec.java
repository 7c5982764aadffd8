package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.download.DownloadSpec;
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

  byte[] bytes(DownloadSpec spec) {
    try {
      return cbor.writeValueAsBytes(spec);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  DownloadSpec spec(byte[] bytes) {
    try {
      return cbor.readValue(bytes, DownloadSpec.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(Object failureOrResult) {
    try {
      return json.writeValueAsString(failureOrResult);
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

  private <T> T read(String textOrNull, Class<T> type) {
    try {
      return textOrNull == null ? null : json.readValue(textOrNull, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
