package io.tributary.testkit;

import io.tributary.testkit.fault.FaultScript;
import io.tributary.testkit.http.Service;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.PlainService;
import io.tributary.testkit.oss.OssService;
import io.tributary.testkit.oss.OssSettings;
import io.tributary.testkit.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The settings of an {@link ObjectServer}. */
public final class ObjectServerBuilder {
  private static final int BACKLOG = 256;

  private final ObjectStore objects = new ObjectStore();
  private Function<ObjectStore, Service> service = PlainService::new;
  private ObjectServer.Transport transport = Wire::plain;
  private String scheme = "http";
  private String bindAddress = "127.0.0.1";
  private int port;
  private int maxConnections = 512;
  private int logLimit = 10_000;

  ObjectServerBuilder() {}

  /** A numeric address of this machine; 127.0.0.1 unless set. */
  public ObjectServerBuilder bindAddress(String address) {
    bindAddress = address;
    return this;
  }

  /** 0, the default, takes a free one. */
  public ObjectServerBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /** HTTPS with this certificate. */
  public ObjectServerBuilder tls(ServerIdentity identity) {
    return tls(identity.sslContext());
  }

  /** HTTPS with this context. */
  public ObjectServerBuilder tls(SSLContext context) {
    scheme = "https";
    transport = socket -> Wire.tls(socket, context);
    return this;
  }

  /** Other semantics than those of a plain web server. */
  public ObjectServerBuilder service(Function<ObjectStore, Service> newService) {
    service = newService;
    return this;
  }

  /** OSS semantics instead of those of a plain web server. */
  public ObjectServerBuilder oss(OssSettings settings) {
    return service(store -> new OssService(store, settings));
  }

  /** Connections served at once, 512 unless set; more wait to be accepted. */
  public ObjectServerBuilder maxConnections(int connections) {
    maxConnections = connections;
    return this;
  }

  /** Requests that the log remembers, 10,000 unless set. */
  public ObjectServerBuilder logLimit(int requests) {
    logLimit = requests;
    return this;
  }

  /**
   * Starts to listen.
   *
   * @throws UncheckedIOException when the address or port cannot be listened on
   */
  public ObjectServer start() {
    ServerState state =
        new ServerState(
            service.apply(objects),
            new FaultScript(),
            new RequestLog(logLimit),
            new CountDownLatch(1),
            new AtomicLong());
    ServerSocket listening = listen();
    ObjectServer.Transport chosen = transport;
    Listener listener =
        new Listener(
            listening,
            maxConnections,
            (socket, number) -> ObjectServer.serve(state, socket, number, chosen));
    listener.start();
    String origin = scheme + "://" + bindAddress + ":" + listening.getLocalPort();
    return new ObjectServer(state, objects, listener, origin);
  }

  private ServerSocket listen() {
    try {
      return new ServerSocket(port, BACKLOG, InetAddress.getByName(bindAddress));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + bindAddress + ":" + port, e);
    }
  }
}
