package io.tributary.storage.oss;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands in for the services that issue temporary keys: the ECS metadata service and STS, at their
 * real names, to which this JVM's connections are led by its proxy selector.
 */
final class KeyServices implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  /** Method, path and body of each request, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final HttpServer metadata;
  private final HttpsServer sts;
  private final ServerSocket tunnel;
  private final ProxySelector before = ProxySelector.getDefault();
  private volatile int status = 200;
  private volatile String keysOrEmpty = "";

  /**
   * @param store where the key store with the certificate of STS is made
   */
  KeyServices(Path store) throws IOException, GeneralSecurityException {
    makeCertificate(store);
    System.setProperty(TRUST_STORE, store.toString());
    System.setProperty(TRUST_STORE_PASSWORD, new String(PASSWORD));
    metadata = HttpServer.create(loopback(), 0);
    metadata.createContext("/", this::answerMetadata);
    metadata.start();
    sts = HttpsServer.create(loopback(), 0);
    sts.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    sts.createContext("/", this::answerSts);
    sts.start();
    tunnel = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::acceptTunnels);
    ProxySelector.setDefault(new Selector());
  }

  void answerWith(int newStatus) {
    status = newStatus;
    keysOrEmpty = "";
  }

  /** This text in the place of keys. */
  void answerWith(String text) {
    keysOrEmpty = text;
  }

  String metadataUrl() {
    return "http://127.0.0.1:" + metadata.getAddress().getPort() + "/keys";
  }

  @Override
  public void close() throws IOException {
    ProxySelector.setDefault(before);
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    metadata.stop(0);
    sts.stop(0);
    tunnel.close();
  }

  private void answerMetadata(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    log(exchange);
    if (path.equals("/latest/api/token")) {
      respond(exchange, "imds-token");
    } else if (path.endsWith("/security-credentials/")) {
      respond(exchange, "river-role");
    } else {
      respond(exchange, keysOrEmpty.isEmpty() ? keys("Success") : keysOrEmpty);
    }
  }

  private void answerSts(HttpExchange exchange) throws IOException {
    log(exchange);
    respond(exchange, "{\"RequestId\":\"1\",\"Credentials\":" + keys("") + "}");
  }

  private void log(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = exchange.getRequestHeaders().getFirst("X-aliyun-ecs-metadata-token");
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getRawPath()
            + '?'
            + exchange.getRequestURI().getRawQuery()
            + " "
            + body
            + (token == null ? "" : " token=" + token));
  }

  private void respond(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String keys(String code) {
    return """
        {"AccessKeyId": "STS.id", "AccessKeySecret": "issued-secret",
         "SecurityToken": "issued-token", "Expiration": "2036-11-21T07:00:00Z", "Code": "%s"}
        """
        .formatted(code);
  }

  private void acceptTunnels() {
    while (!tunnel.isClosed()) {
      try {
        Socket client = tunnel.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), sts.getAddress().getPort());
        skipHead(client.getInputStream());
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        start(() -> copy(client, server));
        start(() -> copy(server, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    for (int last = 0; last != 0x0d0a0d0a; ) {
      last = last << 8 | in.read();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException closed) {
      // One end is gone, and closing has ended the other.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "key-services");
    thread.setDaemon(true);
    thread.start();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void makeCertificate(Path store) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String[] command = {
      keytool.toString(),
      "-genkeypair",
      "-alias",
      "sts",
      "-keyalg",
      "RSA",
      "-keysize",
      "2048",
      "-dname",
      "CN=sts.aliyuncs.com",
      "-ext",
      "SAN=dns:sts.aliyuncs.com",
      "-validity",
      "2",
      "-storetype",
      "PKCS12",
      "-keystore",
      store.toString(),
      "-storepass",
      new String(PASSWORD)
    };
    try {
      int code = new ProcessBuilder(command).start().waitFor();
      if (code != 0 || !Files.exists(store)) {
        throw new IOException("keytool ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Leads the two services here and leaves all else alone. */
  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return switch (uri.getHost()) {
        case "100.100.100.200" -> via(metadata.getAddress());
        case "sts.aliyuncs.com" -> via((InetSocketAddress) tunnel.getLocalSocketAddress());
        default -> List.of(Proxy.NO_PROXY);
      };
    }

    private List<Proxy> via(InetSocketAddress address) {
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
