package io.tributary.server.membership;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import io.tributary.engine.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes were members lately, as their database knows it: those who cannot reach each other
 * may reach it. Times are the database's. Every method blocks.
 */
final class MemberRegister {
  private final JournalDatabase database;
  private final Address self;

  MemberRegister(JournalDatabase database, Address self) {
    this.database = database;
    this.self = self;
  }

  /** This node is a member now. */
  void note() throws SQLException {
    change(
        "INSERT INTO tributary_member (address, seen) VALUES (?, now())"
            + " ON CONFLICT (address) DO UPDATE SET seen = now()");
  }

  /** This node, or the one that was at its address before, is none. */
  void forget() throws SQLException {
    change("DELETE FROM tributary_member WHERE address = ?");
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, self.toString());
      statement.executeUpdate();
    }
  }

  /** Other nodes of this cluster that gave a sign of life within that time. */
  List<Address> others(Duration silence) throws SQLException {
    List<Address> others = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT address FROM tributary_member"
                    + " WHERE address <> ? AND seen > now() - ? * interval '1 millisecond'"
                    + " ORDER BY address")) {
      statement.setString(1, self.toString());
      statement.setLong(2, silence.toMillis());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          others.add(AddressFromURIString.parse(rows.getString(1)));
        }
      }
    }
    others.removeIf(other -> !other.system().equals(self.system()));
    return others;
  }
}
