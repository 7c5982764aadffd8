package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.engine.submission.Homes.Sight;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the table true about submissions whose home is away: they say why they wait, and end when
 * that has taken too long. Every method blocks.
 */
final class WaitingForHomes {
  /** Homes in one transaction, and of each so many submissions that end. */
  private static final int MOST_HOMES = 200;

  private static final int MOST_ENDS = 100;

  /** Submissions of one home that are told of it in one transaction. */
  private static final int MOST_TOLD = 1000;

  private final SubmissionSql sql;
  private final SubmissionCodec codec;
  private final SubmissionRows rows;
  private final SubmissionQueue queue;
  private final Clock clock;

  WaitingForHomes(SubmissionSql sql, SubmissionCodec codec, SubmissionQueue queue, Clock clock) {
    this.sql = sql;
    this.codec = codec;
    this.rows = new SubmissionRows(codec);
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Looks at the homes that submissions wait for, in their order.
   *
   * @param after the home where the look before ended; "" for a new round
   * @param patience how long a submission may wait
   * @return where the next one goes on
   */
  String look(Connection connection, Sight homes, String after, Duration patience)
      throws SQLException {
    String home = after;
    for (int i = 0; i < MOST_HOMES; i++) {
      Optional<String> next = next(connection, home);
      if (next.isEmpty()) {
        return "";
      }
      home = next.get();
      Optional<Failure> away = homes.away(home);
      if (away.isPresent()) {
        away(connection, home, codec.text(away.get()));
      } else if (homes.sound().contains(home)) {
        back(connection, home);
      }
      endThoseBeyond(patience, connection, home);
    }
    return home;
  }

  private Optional<String> next(Connection connection, String after) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.nextHome())) {
      select.setString(1, after);
      try (ResultSet result = select.executeQuery()) {
        result.next();
        return Optional.ofNullable(result.getString(1));
      }
    }
  }

  private void away(Connection connection, String home, String failure) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql.homeAway())) {
      update.setString(1, failure);
      update.setLong(2, clock.millis());
      update.setLong(3, clock.millis());
      update.setString(4, home);
      update.setString(5, failure);
      update.setInt(6, MOST_TOLD);
      update.executeUpdate();
    }
  }

  private void back(Connection connection, String home) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql.homeBack())) {
      update.setLong(1, clock.millis());
      update.setString(2, home);
      update.setInt(3, MOST_TOLD);
      update.executeUpdate();
    }
  }

  private void endThoseBeyond(Duration patience, Connection connection, String home)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.awaySince())) {
      select.setString(1, home);
      select.setLong(2, clock.millis() - patience.toMillis());
      select.setInt(3, SubmissionRows.enoughFor(MOST_ENDS));
      for (SubmissionRow row : rows.first(select, MOST_ENDS)) {
        queue.end(connection, row, TurnEnd.homeStaysAway(row.submission(), patience));
      }
    }
  }
}
