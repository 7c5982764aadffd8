package io.tributary.engine.journal;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes were members lately, as their database knows it: those who cannot reach each other
 * may reach it. Times are the database's. Every method blocks, and throws an UncheckedIOException
 * while the database cannot be used.
 */
public final class MemberRegister {
  private final JournalDatabase database;
  private final Address self;

  public MemberRegister(JournalDatabase database, Address self) {
    this.database = database;
    this.self = self;
  }

  /** This node is a member now. */
  public void note() {
    change(
        "INSERT INTO tributary_member (address, seen) VALUES (?, now())"
            + " ON CONFLICT (address) DO UPDATE SET seen = now()");
  }

  /** This node, or the one that was at its address before, is none. */
  public void forget() {
    change("DELETE FROM tributary_member WHERE address = ?");
  }

  private void change(String sql) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, self.toString());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw away(e);
    }
  }

  /** Other nodes of this cluster that gave a sign of life within that time. */
  public List<Address> others(Duration silence) {
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
    } catch (SQLException e) {
      throw away(e);
    }
    others.removeIf(other -> !other.system().equals(self.system()));
    return others;
  }

  private static UncheckedIOException away(SQLException e) {
    return new UncheckedIOException(new IOException(e.getMessage(), e));
  }
}
