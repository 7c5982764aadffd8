package io.tributary.server.control;

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

/**
 * The requests of one connection; ends when none comes for too long while no answer is due, and the
 * connection with it, once what is being sent has ended. One for each connection.
 */
final class IdleRequests extends GraphStage<FlowShape<HttpRequest, HttpRequest>> {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
  private static final int LOOKS = 8;

  private final Inlet<HttpRequest> in = Inlet.create("requests.in");
  private final Outlet<HttpRequest> out = Outlet.create("requests.out");
  private final FlowShape<HttpRequest, HttpRequest> shape = FlowShape.of(in, out);
  private final Duration timeout;
  private volatile boolean answerDue;
  private volatile long latestNanos = System.nanoTime();

  IdleRequests(Duration timeout) {
    this.timeout = timeout;
  }

  /** Takes note of an answer: from now on the next request is waited for. */
  HttpResponse answered(HttpResponse response) {
    latestNanos = System.nanoTime();
    answerDue = false;
    return response;
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
    Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              answerDue = true;
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
      if (!answerDue && System.nanoTime() - latestNanos > timeout.toNanos()) {
        completeStage();
      }
    }
  }
}
