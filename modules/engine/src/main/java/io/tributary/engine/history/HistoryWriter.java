package io.tributary.engine.history;

import akka.Done;
import akka.projection.eventsourced.EventEnvelope;
import akka.projection.jdbc.javadsl.JdbcHandler;
import io.tributary.engine.download.DownloadEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the lines of some events, in the transaction that saves the offset of the last. What is in
 * the history already is passed over, whoever wrote it: each event is in it once.
 */
final class HistoryWriter extends JdbcHandler<List<EventEnvelope<DownloadEvent>>, HistorySession> {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

  private final List<RunListener> listeners;

  /**
   * @param listeners hear of what has ended
   */
  HistoryWriter(List<RunListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void process(HistorySession session, List<EventEnvelope<DownloadEvent>> events)
      throws Exception {
    session.withConnection(
        connection -> {
          write(connection, events);
          return Done.getInstance();
        });
  }

  private void write(Connection connection, List<EventEnvelope<DownloadEvent>> events)
      throws SQLException {
    Map<String, Long> seen = new HashMap<>();
    for (EventEnvelope<DownloadEvent> one : events) {
      String download = download(one.persistenceId());
      Long before = seen.get(download);
      if (before == null) {
        before = HistoryTables.seen(connection, download);
      }
      if (one.sequenceNr() > before) {
        Instant recorded = Instant.ofEpochMilli(one.timestamp());
        List<HistoryLine> lines = EventLines.of(before, one.sequenceNr(), recorded, one.event());
        HistoryTables.insert(connection, download, recorded, lines);
        HistoryTables.see(connection, download, one.sequenceNr(), recorded);
        if (lines.stream().anyMatch(HistoryLine::ends)) {
          tell(connection, download, one.sequenceNr());
        }
        before = one.sequenceNr();
      }
      seen.put(download, before);
    }
  }

  private void tell(Connection connection, String download, long event) throws SQLException {
    for (RunListener listener : listeners) {
      FinishedRun run = HistoryTables.run(connection, download, event, listener.mostLines());
      try {
        listener.ended(run);
      } catch (RuntimeException e) {
        LOG.warn("the end of {} could not be told to everybody who listens", download, e);
      }
    }
  }

  /** What is behind the type's name: the id of the coordinator, and of its submission. */
  private static String download(String persistenceId) {
    return persistenceId.substring(persistenceId.indexOf('|') + 1);
  }
}
