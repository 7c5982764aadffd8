package io.tributary.storage.http;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of one source: those in use, so that they can be closed, and those idle, for the
 * next request to the same origin.
 */
final class ConnectionPool {

  private record Idle(Connection connection, Cancellable expiry) {}

  private final Timers timers;
  private final int maxIdle;
  private final Map<Connection, Boolean> open = new HashMap<>();
  private final Deque<Idle> idle = new ArrayDeque<>();

  /** Null as long as it is open. */
  private RuntimeException closedBecause;

  ConnectionPool(Timers timers, int maxIdle) {
    this.timers = timers;
    this.maxIdle = maxIdle;
  }

  /** Takes the connection that was idle for the shortest time. */
  synchronized Optional<Connection> takeIdle(Origin origin) {
    for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
      Idle candidate = each.next();
      if (candidate.connection.origin().equals(origin)) {
        each.remove();
        candidate.expiry.cancel();
        if (candidate.connection.open()) {
          return Optional.of(candidate.connection);
        }
      }
    }
    return Optional.empty();
  }

  /** Remembers a new connection until it ends. */
  void opened(Connection connection) {
    RuntimeException refusal;
    synchronized (this) {
      refusal = closedBecause;
      open.put(connection, true);
    }
    var unused = connection.ended().thenRun(() -> forget(connection));
    if (refusal != null) {
      connection.abort(refusal);
    }
  }

  /** Takes back a connection whose response has been read to its end. */
  void release(Connection connection, Duration keepFor) {
    if (keepFor.isZero() || keepFor.isNegative() || !keep(connection, keepFor)) {
      connection.close();
    }
  }

  private synchronized boolean keep(Connection connection, Duration keepFor) {
    if (closedBecause != null || idle.size() >= maxIdle || !connection.open()) {
      return false;
    }
    Cancellable expiry = timers.after(keepFor, () -> expire(connection));
    idle.addFirst(new Idle(connection, expiry));
    return true;
  }

  private void expire(Connection connection) {
    boolean wasIdle;
    synchronized (this) {
      wasIdle = idle.removeIf(entry -> entry.connection == connection);
    }
    if (wasIdle) {
      connection.close();
    }
  }

  private synchronized void forget(Connection connection) {
    open.remove(connection);
    idle.removeIf(
        entry -> {
          boolean same = entry.connection == connection;
          if (same) {
            entry.expiry.cancel();
          }
          return same;
        });
  }

  /** Ends all connections; those in use fail with {@code reason}. */
  void close(RuntimeException reason) {
    List<Connection> all;
    synchronized (this) {
      closedBecause = closedBecause == null ? reason : closedBecause;
      all = new ArrayList<>(open.keySet());
      idle.forEach(entry -> entry.expiry.cancel());
      idle.clear();
    }
    all.forEach(connection -> connection.abort(reason));
  }

  /** How many connections exist, in use or idle. */
  synchronized int size() {
    return open.size();
  }
}
