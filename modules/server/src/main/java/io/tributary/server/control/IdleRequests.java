package io.tributary.server.control;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The requests of one connection; ends, and the connection with it, when none comes for too long,
 * unless an answer that has no end is being sent meanwhile. One for each connection.
 */
final class IdleRequests extends GraphStage<FlowShape<HttpRequest, HttpRequest>> {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
  private static final int LOOKS = 8;

  private final Inlet<HttpRequest> in = Inlet.create("requests.in");
  private final Outlet<HttpRequest> out = Outlet.create("requests.out");
  private final FlowShape<HttpRequest, HttpRequest> shape = FlowShape.of(in, out);
  private final Duration timeout;
  private final AtomicBoolean streaming = new AtomicBoolean();

  IdleRequests(Duration timeout) {
    this.timeout = timeout;
  }

  /** Takes note of an answer that is sent piece by piece. */
  HttpResponse sent(HttpResponse response) {
    if (!response.entity().isChunked()) {
      return response;
    }
    streaming.set(true);
    return response.withEntity(
        HttpEntities.createChunked(
            response.entity().getContentType(),
            response
                .entity()
                .getDataBytes()
                .watchTermination(
                    (none, end) -> {
                      var unused = end.whenComplete((done, failure) -> streaming.set(false));
                      return none;
                    })));
  }

  @Override
  public FlowShape<HttpRequest, HttpRequest> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private long latestNanos = System.nanoTime();

    Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              latestNanos = System.nanoTime();
              push(out, grab(in));
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(in);
            }
          });
    }

    @Override
    public void preStart() {
      Duration look = timeout.dividedBy(LOOKS);
      look = look.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : look;
      scheduleAtFixedRate("look", look, look);
    }

    @Override
    public void onTimer(Object key) {
      long now = System.nanoTime();
      if (streaming.get()) {
        latestNanos = now;
      } else if (now - latestNanos > timeout.toNanos()) {
        completeStage();
      }
    }
  }
}
