package io.tributary.server.live;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.MediaTypes;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What changes, as server-sent events. One for each node; thread-safe. */
public final class LiveEvents {
  private static final ContentType EVENT_STREAM = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  private static final ByteString STILL_HERE = ByteString.fromString(":\n\n");
  private static final Duration MOST_SILENCE = Duration.ofSeconds(10);

  /** Who has lost a connection makes another one by then. */
  private static final Duration AFTER_THE_LAST = Duration.ofSeconds(20);

  private static final int EPOCH_BITS = 60;
  private static final int RADIX = 36;

  private final LiveLog log;
  private final ActorRef<LiveFeed.Command> feed;
  private final AtomicInteger listeners = new AtomicInteger();
  private final int mostListeners;
  private final Duration silence;

  /**
   * @param cluster what is known of the nodes, in {@code nodes} with {@code address} and {@code
   *     uid}
   * @param idleTimeout after which silent connections are closed
   * @param mostListeners at a time; each of them has a connection
   */
  public LiveEvents(
      ActorSystem<?> system,
      Supplier<ObjectNode> cluster,
      List<LiveRows> rows,
      Duration idleTimeout,
      int mostListeners) {
    this.log = new LiveLog(new BigInteger(EPOCH_BITS, new SecureRandom()).toString(RADIX));
    this.feed =
        system.systemActorOf(
            Behaviors.supervise(LiveFeed.create(log, cluster, rows, AFTER_THE_LAST))
                .onFailure(SupervisorStrategy.resume()),
            "tributary-live",
            Props.empty());
    this.mostListeners = mostListeners;
    Duration third = idleTimeout.dividedBy(3);
    this.silence = third.compareTo(MOST_SILENCE) < 0 ? third : MOST_SILENCE;
  }

  /**
   * A stream of events without an end.
   *
   * @param lastEventId the id of the last one that the listener has; it goes on after it where that
   *     is still known, and else begins with a snapshot
   * @return empty when too many listen already
   */
  public Optional<HttpEntity.Chunked> stream(Optional<String> lastEventId) {
    if (listeners.get() >= mostListeners) {
      return Optional.empty();
    }
    long place = log.place(lastEventId);
    // An answer may never be sent, so it counts from when it is: many may have been let in by then.
    return Optional.of(
        HttpEntities.createChunked(EVENT_STREAM, Source.lazySource(() -> admitted(place))));
  }

  private Source<ByteString, NotUsed> admitted(long place) {
    if (listeners.incrementAndGet() > mostListeners) {
      listeners.decrementAndGet();
      return Source.empty();
    }
    feed.tell(new LiveFeed.Joined());
    return Source.unfoldAsync(
            place,
            at ->
                log.after(at)
                    .thenApply(next -> Optional.of(Pair.create(next.place(), next.text()))))
        .keepAlive(silence, () -> STILL_HERE)
        .watchTermination(
            (none, end) -> {
              var unused =
                  end.whenComplete(
                      (done, failure) -> {
                        listeners.decrementAndGet();
                        feed.tell(new LiveFeed.Left());
                      });
              return none;
            });
  }
}
