package io.tributary.testkit;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.FaultScript;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.PathText;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.StoredObject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * An object server on a real socket, for tests. It serves what was {@link #put} into it, does to
 * requests what {@link #fault} says, and keeps a log of both.
 *
 * <pre>{@code
 * try (ObjectServer server = ObjectServer.start()) {
 *   server.put("/file", Content.synthetic(1, 10_000_000));
 *   FaultRule cut = server.fault(When.get("/file").ranged().nth(2), Fault.resetAfter(1000));
 *   download(server.url("/file"));
 *   assertEquals(1, cut.fired());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Every connection has a daemon thread of its own.
 */
public final class ObjectServer implements AutoCloseable {
  private final ServerState state;
  private final ObjectStore objects;
  private final Listener listener;
  private final String origin;

  ObjectServer(ServerState state, ObjectStore objects, Listener listener, String origin) {
    this.state = state;
    this.objects = objects;
    this.listener = listener;
    this.origin = origin;
  }

  /** A plain HTTP server on a free port of 127.0.0.1. */
  public static ObjectServer start() {
    return builder().start();
  }

  /** A server of other kinds: HTTPS, OSS, another address. */
  public static ObjectServerBuilder builder() {
    return new ObjectServerBuilder();
  }

  /** The port listened on. */
  public int port() {
    return listener.port();
  }

  /** Scheme, host and port: {@code http://127.0.0.1:40000}; also an endpoint for OSS clients. */
  public String origin() {
    return origin;
  }

  /** The URL of a decoded path that starts with a slash. */
  public String url(String path) {
    return origin + PathText.encode(path, "/");
  }

  /** Puts an object with a fresh strong ETag, modified now. */
  public StoredObject put(String path, Content content) {
    return put(path, StoredObject.of(content));
  }

  /**
   * Makes {@code object} the current state of {@code path}: decoded, starting with a slash; for OSS
   * {@code /bucket/key}. Answers under way keep the content that they began with.
   */
  public StoredObject put(String path, StoredObject object) {
    objects.put(path, object);
    return object;
  }

  /** Lets an object grow, as AppendObject does. */
  public void append(String path, Content more) {
    objects.change(path, object -> object.appended(more));
  }

  /** Takes the object away, all versions of it; answers under way go on. */
  public void remove(String path) {
    objects.remove(path);
  }

  /** All objects, for what {@link #put} and {@link #remove} do not offer. */
  public ObjectStore objects() {
    return objects;
  }

  /** Installs faults for the requests that {@code when} hits. */
  public FaultRule fault(When when, Fault... faults) {
    return state.faults().add(when, faults);
  }

  /** The installed rules. */
  public FaultScript faults() {
    return state.faults();
  }

  /** The latest requests, oldest first; bounded by {@link ObjectServerBuilder#logLimit}. */
  public List<RecordedRequest> requests() {
    return state.log().latest();
  }

  /** Those of one decoded path. */
  public List<RecordedRequest> requests(String path) {
    return requests().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** How many requests came, the forgotten ones of the log included. */
  public long requestCount() {
    return state.log().requests();
  }

  /** Bytes of response bodies handed to sockets. */
  public long bytesSent() {
    return state.log().bodyBytesSent();
  }

  /** Empties the log and sets its counts to 0; numbers of requests and connections go on. */
  public void clearLog() {
    state.log().clear();
  }

  /** Waits for {@link #requestCount}; false when the time is over. */
  public boolean awaitRequests(long count, Duration atMost) throws InterruptedException {
    return state.log().await(() -> state.log().requests() >= count, atMost);
  }

  /** Waits for {@link #bytesSent}; false when the time is over. */
  public boolean awaitBytesSent(long bytes, Duration atMost) throws InterruptedException {
    return state.log().await(() -> state.log().bodyBytesSent() >= bytes, atMost);
  }

  /** Connections accepted since the start. */
  public long connections() {
    return listener.accepted();
  }

  /** Connections that are open now. */
  public int openConnections() {
    return listener.open();
  }

  /** Ends every open connection, idle ones too. */
  public void closeConnections() {
    listener.closeConnections();
  }

  /** Ends the server and all its connections; stalls end too. */
  @Override
  public void close() {
    state.closed().countDown();
    listener.close();
  }

  static void serve(ServerState state, Socket socket, long number, Transport transport)
      throws IOException {
    new Connection(state, number, transport.wire(socket)).serve();
  }

  /** How sockets become wires: plain, or with TLS. */
  @FunctionalInterface
  interface Transport {
    Wire wire(Socket socket) throws IOException;
  }
}
