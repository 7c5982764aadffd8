package io.tributary.server.live;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The latest events, numbered, and what a listener begins with. A listener asks for what comes
 * after the event that it has; nothing is kept for any of them, so one that is slow costs nobody
 * anything: when its place is no longer here, it begins again with the snapshot. Thread-safe.
 */
final class LiveLog {
  /** Where a listener stands that has nothing yet. */
  static final long NOWHERE = -1;

  private static final int MOST_EVENTS = 400;
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_AT_ONCE_BYTES = 256 << 10;

  /**
   * What to send next.
   *
   * @param place where the listener stands with that
   */
  record Next(long place, ByteString text) {}

  private final String epoch;
  private final Deque<LiveEvent> events = new ArrayDeque<>();
  private long bytes;
  private long last;
  private ObjectNode snapshotOrNull;
  private CompletableFuture<Void> more = new CompletableFuture<>();

  /**
   * @param epoch of letters and digits; another one for every log, so that no place in one is taken
   *     for a place in another
   */
  LiveLog(String epoch) {
    this.epoch = epoch;
  }

  /** Adds events, and replaces what listeners begin with. */
  void publish(List<Draft> drafts, ObjectNode snapshot) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      drafts.forEach(this::add);
      snapshotOrNull = snapshot;
      waiting = more;
      more = new CompletableFuture<>();
    }
    waiting.complete(null);
  }

  /** An event to be. */
  record Draft(String type, ObjectNode data) {}

  private void add(Draft draft) {
    LiveEvent event = LiveEvent.of(id(++last), draft.type(), draft.data());
    events.addLast(event);
    bytes += event.text().size();
    while (events.size() > MOST_EVENTS || bytes > MOST_BYTES) {
      bytes -= events.removeFirst().text().size();
    }
  }

  /** What happens from now on is not seen: nobody may go on from here later. */
  synchronized void cut() {
    events.clear();
    bytes = 0;
    last++;
    snapshotOrNull = null;
  }

  /** Where the listener stands that names this event as its last; {@link #NOWHERE} if unknown. */
  synchronized long place(Optional<String> lastEventId) {
    String text = lastEventId.orElse("");
    String start = epoch + "-";
    String number = text.startsWith(start) ? text.substring(start.length()) : "";
    return number.matches("[0-9]{1,18}") ? Math.min(last, Long.parseLong(number)) : NOWHERE;
  }

  private String id(long number) {
    return epoch + "-" + number;
  }

  /** What comes after a place, as soon as there is something. */
  CompletionStage<Next> after(long place) {
    CompletableFuture<Void> waitFor;
    synchronized (this) {
      if (snapshotOrNull != null && place < last - events.size()) {
        return CompletableFuture.completedStage(snapshot());
      } else if (snapshotOrNull != null && place < last) {
        return CompletableFuture.completedStage(events(place));
      }
      waitFor = more;
    }
    return waitFor.thenCompose(unused -> after(place));
  }

  private Next snapshot() {
    return new Next(last, LiveEvent.of(id(last), "snapshot", snapshotOrNull).text());
  }

  private Next events(long place) {
    long at = place;
    List<LiveEvent> rest =
        new ArrayList<>(events).subList((int) (place - last) + events.size(), events.size());
    ByteString text = ByteString.emptyByteString();
    for (LiveEvent event : rest) {
      if (!text.isEmpty() && text.size() + event.text().size() > MOST_AT_ONCE_BYTES) {
        break;
      }
      text = text.concat(event.text());
      at++;
    }
    return new Next(at, text);
  }
}
