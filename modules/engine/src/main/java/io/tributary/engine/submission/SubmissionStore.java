package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.Priority;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What users ask of the table, each in one transaction. Every method blocks, and leaves the
 * connection as it was.
 */
final class SubmissionStore {
  private final SubmissionSql sql;
  private final SubmissionCodec codec;
  private final SubmissionRows rows;
  private final Clock clock;

  SubmissionStore(SubmissionSql sql, SubmissionCodec codec, Clock clock) {
    this.sql = sql;
    this.codec = codec;
    this.rows = new SubmissionRows(codec);
    this.clock = clock;
  }

  Submitted submit(Connection connection, SubmissionDraft draft) throws SQLException {
    if (insert(connection, draft)) {
      return new Submitted.Accepted(existing(connection, draft.id()).submission());
    }
    SubmissionRow row = one(connection, sql.findForUpdate(), draft.id()).orElseThrow();
    if (row.hasKeyOf(draft)) {
      return new Submitted.Refused(usedKey(row.submission()), row.submission());
    }
    if (row.answers(draft)) {
      return new Submitted.Attached(row.submission());
    }
    if (!row.submission().state().ended()) {
      return new Submitted.Refused(busy(row.submission()), row.submission());
    }
    anew(connection, draft);
    return new Submitted.Accepted(existing(connection, draft.id()).submission());
  }

  private static Failure usedKey(Submission holder) {
    return new Failure(
        FailureKind.USAGE,
        "download to",
        holder.destination(),
        "the key of this request was used before, for another request, which is submission "
            + holder.id(),
        "use a new key for each request, and the same only to ask again");
  }

  private static Failure busy(Submission holder) {
    return new Failure(
        FailureKind.DESTINATION_BUSY,
        "download to",
        holder.destination(),
        "submission " + holder.id() + " downloads " + holder.source() + " to it",
        "wait for it or cancel it, or choose another destination");
  }

  private boolean insert(Connection connection, SubmissionDraft draft) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql.insert())) {
      insert.setString(1, draft.id());
      setRequest(insert, 2, draft);
      insert.setBoolean(8, false);
      insert.setLong(9, clock.millis());
      insert.setLong(10, clock.millis());
      insert.setString(11, draft.spec().kind().name());
      insert.setInt(12, rank(draft.spec().allowance().priority()));
      return insert.executeUpdate() == 1;
    }
  }

  private void anew(Connection connection, SubmissionDraft draft) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql.anew())) {
      setRequest(update, 1, draft);
      update.setLong(7, clock.millis());
      update.setLong(8, clock.millis());
      update.setInt(9, rank(draft.spec().allowance().priority()));
      update.setString(10, draft.id());
      update.executeUpdate();
    }
  }

  /** The higher, the sooner it has its turn. Rows of earlier versions have 0. */
  private static int rank(Priority priority) {
    return switch (priority) {
      case LOW -> -1;
      case NORMAL -> 0;
      case HIGH -> 1;
    };
  }

  private void setRequest(PreparedStatement statement, int from, SubmissionDraft draft)
      throws SQLException {
    statement.setString(from, draft.requestId());
    statement.setString(from + 1, draft.spec().source().locator());
    statement.setString(from + 2, draft.spec().source().objectKey());
    statement.setString(from + 3, draft.spec().destination());
    statement.setString(from + 4, draft.home());
    statement.setBytes(from + 5, codec.bytes(draft.spec()));
  }

  Optional<Submission> find(Connection connection, String id) throws SQLException {
    return one(connection, sql.find(), id).map(SubmissionRow::submission);
  }

  SubmissionPage list(Connection connection, SubmissionQuery query) throws SQLException {
    List<SubmissionState> states = List.copyOf(query.states());
    String page = sql.list(states.size(), query.kind());
    try (PreparedStatement select = connection.prepareStatement(page)) {
      select.setLong(1, query.before());
      for (int i = 0; i < states.size(); i++) {
        select.setString(2 + i, states.get(i).name());
      }
      // One more, to know whether there is a further page.
      select.setInt(2 + states.size(), query.limit() + 1);
      SubmissionRows.Page found = rows.page(select, query.limit());
      return new SubmissionPage(
          found.rows().stream().map(SubmissionRow::submission).toList(),
          found.full() ? found.lastSequence() : 0);
    }
  }

  Optional<Submission> wish(Connection connection, String id, Wish asked) throws SQLException {
    Optional<SubmissionRow> row = one(connection, sql.findForUpdate(), id);
    Optional<WishRules.Change> change = row.flatMap(found -> found.rules().after(asked));
    if (change.isPresent()) {
      change(connection, row.get().submission(), change.get());
    }
    return find(connection, id);
  }

  Optional<Submission> allow(Connection connection, String id, AllowanceChange change)
      throws SQLException {
    Optional<SubmissionRow> row = one(connection, sql.findForUpdate(), id);
    if (row.isPresent() && row.get().submission().mayBeAllowed()) {
      requireFitting(row.get().submission(), change);
      allow(connection, row.get(), change.of(row.get().spec().allowance()));
    }
    return find(connection, id);
  }

  private static void requireFitting(Submission submission, AllowanceChange change) {
    if (change.requestsOrNull() != null && submission.kind() == SubmissionKind.DOWNLOAD) {
      throw new Failure(
              FailureKind.USAGE,
              "change",
              "the download " + submission.id(),
              "requests at a time are of a job, and this is a single object",
              "leave them out: its limits and its priority may be changed")
          .asException();
    }
  }

  private void allow(Connection connection, SubmissionRow row, Allowance allowance)
      throws SQLException {
    if (allowance.isAfter(row.spec().allowance())) {
      try (PreparedStatement update = connection.prepareStatement(sql.allow())) {
        update.setBytes(1, codec.bytes(row.spec().withAllowance(allowance)));
        update.setInt(2, rank(allowance.priority()));
        update.setLong(3, clock.millis());
        update.setString(4, row.id());
        update.executeUpdate();
      }
    }
  }

  private void change(Connection connection, Submission before, WishRules.Change change)
      throws SQLException {
    boolean goesOn = change.state() == SubmissionState.WAITING && change.wish() == Wish.RUN;
    try (PreparedStatement update = connection.prepareStatement(sql.change())) {
      update.setString(1, change.wish().name());
      update.setString(2, change.state().name());
      update.setLong(3, clock.millis());
      SubmissionRows.setOrNull(update, 4, change.state().ended() ? clock.millis() : null);
      update.setString(5, goesOn ? null : before.failure().map(codec::text).orElse(null));
      update.setString(6, before.id());
      update.executeUpdate();
    }
  }

  private SubmissionRow existing(Connection connection, String id) throws SQLException {
    return one(connection, sql.find(), id).orElseThrow();
  }

  private Optional<SubmissionRow> one(Connection connection, String query, String id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, id);
      return rows.of(select).stream().findFirst();
    }
  }
}
