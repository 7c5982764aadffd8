package io.tributary.cli.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * A message, to be written.
 *
 * @param context what it is about, by names such as {@code download}
 * @param thrownOrNull what it comes with
 */
record LogLine(
    Instant time,
    Level level,
    String logger,
    String message,
    Map<String, String> context,
    Throwable thrownOrNull) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Made when it is needed: most runs of the command line log nothing. */
  private static final class Json {
    private static final JsonFactory FACTORY =
        JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

  /** One line, and the stack below it. */
  String text() {
    String about = context.isEmpty() ? "" : " " + context;
    String line = "%s %s %s%s - %s%n".formatted(TIME.format(time), level, logger, about, message);
    return thrownOrNull == null ? line : line + stack();
  }

  /** One line, whatever the message holds. */
  String json() {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(time));
      json.writeStringField("level", level.toString());
      json.writeStringField("logger", logger);
      json.writeStringField("message", message);
      for (Map.Entry<String, String> entry : context.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      if (thrownOrNull != null) {
        json.writeStringField("stack", stack());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private String stack() {
    StringWriter stack = new StringWriter();
    thrownOrNull.printStackTrace(new PrintWriter(stack, true));
    return stack.toString();
  }
}
