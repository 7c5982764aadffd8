package io.tributary.testkit;

import io.tributary.testkit.fault.Hit;
import io.tributary.testkit.fault.WirePlan;
import io.tributary.testkit.http.BadRequestException;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.RequestBody;
import io.tributary.testkit.http.RequestReader;
import java.io.IOException;
import java.util.Optional;

/** Serves the requests of one connection, one after the other. */
final class Connection {
  private final ServerState server;
  private final long number;
  private final Wire wire;
  private final RequestReader reader;
  private int requests;

  Connection(ServerState server, long number, Wire wire) {
    this.server = server;
    this.number = number;
    this.wire = wire;
    this.reader = new RequestReader(wire.in(), wire.out(), RequestReader.TargetForm.ORIGIN);
  }

  void serve() throws IOException {
    try (wire) {
      boolean goOn = true;
      while (goOn) {
        goOn = serveNext();
      }
    }
  }

  private boolean serveNext() throws IOException {
    try {
      Optional<RequestReader.Head> head = reader.readHead();
      if (head.isEmpty()) {
        return false;
      }
      RequestBody body = reader.readBody(head.get().headers());
      return answer(request(head.get(), body)) && !head.get().lastOnConnection();
    } catch (BadRequestException e) {
      HttpResponse response =
          HttpResponse.text(400, e.getMessage() + "\n").withHeader("Connection", "close");
      new ResponseWriter(wire, server.closed(), response, new WirePlan()).send(true, NO_PROGRESS);
      return false;
    }
  }

  private HttpRequest request(RequestReader.Head head, RequestBody body) {
    requests++;
    return new HttpRequest(
        server.nextRequestNumber(),
        number,
        requests,
        head.method(),
        head.target(),
        head.protocol(),
        head.headers(),
        body);
  }

  private boolean answer(HttpRequest request) throws IOException {
    RecordedRequest recorded = server.log().add(request);
    try {
      Hit hit = server.faults().hitting(request);
      HttpResponse response = hit.answer(request, server.service());
      boolean bodyless = request.isHead() || response.status() == 304 || response.status() == 204;
      return new ResponseWriter(wire, server.closed(), response, hit.plan())
          .send(!bodyless, progress(recorded));
    } finally {
      server.log().finish(recorded);
    }
  }

  private BodyWriter.Progress progress(RecordedRequest recorded) {
    return new BodyWriter.Progress() {
      @Override
      public void head(int status) {
        recorded.answered(status);
      }

      @Override
      public void body(long bytes) {
        server.log().sent(recorded, bytes);
      }
    };
  }

  private static final BodyWriter.Progress NO_PROGRESS =
      new BodyWriter.Progress() {
        @Override
        public void head(int status) {}

        @Override
        public void body(long bytes) {}
      };
}
