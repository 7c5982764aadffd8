package io.tributary.torture.arena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the journal in a state directory holds, read by other means than the program's own.
 *
 * @param types of its events, in order, such as {@code ranges-written}
 * @param ledger the bytes that it says are on disk
 */
public record Journal(List<String> types, Ledger ledger) {
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final Journal NONE = new Journal(List.of(), noBytes());

  /** Empty while there is no database, or none with tables. */
  public static Journal read(Path stateDirectory) {
    List<Path> databases = databases(stateDirectory);
    return databases.isEmpty() ? NONE : readDatabase(databases.get(0));
  }

  public static List<Path> databases(Path stateDirectory) {
    if (!Files.isDirectory(stateDirectory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(stateDirectory)) {
      return files.filter(file -> file.toString().endsWith(".db")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Journal readDatabase(Path database) {
    Journal journal = NONE;
    // Read only: a last connection that could write would tidy up what the kill has left.
    String url = "jdbc:sqlite:file:" + database.toUri().getRawPath() + "?mode=ro";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT event_payload FROM event_journal ORDER BY ordering")) {
      while (rows.next()) {
        journal = journal.plus(CBOR.readTree(rows.getBytes(1)));
      }
      return journal;
    } catch (SQLException notYetOrNoMore) {
      return NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Journal plus(JsonNode event) {
    String type = event.get("type").asText();
    List<String> all = new ArrayList<>(types);
    all.add(type);
    return new Journal(
        List.copyOf(all),
        switch (type) {
          case "ranges-written" -> ledger.plus(segments(event.get("segments")));
          case "ranges-lost" -> ledger.minus(ranges(event.get("ranges")));
          case "identified", "started-over" -> noBytes();
          default -> ledger;
        });
  }

  private static Ledger noBytes() {
    return Ledger.empty(Ledger.LEAST_MERGE_LIMIT_BYTES);
  }

  private static List<Segment> segments(JsonNode array) {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode node : array) {
      segments.add(
          new Segment(
              node.get("start").asLong(),
              node.get("lengthBytes").asLong(),
              node.get("crc64").asLong()));
    }
    return segments;
  }

  private static List<ByteRange> ranges(JsonNode array) {
    List<ByteRange> ranges = new ArrayList<>();
    for (JsonNode node : array) {
      ranges.add(new ByteRange(node.get("start").asLong(), node.get("end").asLong()));
    }
    return ranges;
  }

  public long recordedBytes() {
    return ledger.coveredBytes();
  }
}
