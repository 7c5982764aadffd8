package io.tributary.engine.home;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.dataport.ClusterSecret;
import io.tributary.engine.dataport.DataPort;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.dataport.DataPortLink;
import io.tributary.engine.dataport.OpenPart;
import io.tributary.engine.dataport.OpenParts;
import io.tributary.engine.dataport.PartSender;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** With TLS, a data port hears nodes with a certificate of its authority; all know the secret. */
public final class DataPortPeersTest extends JUnitSuite {
  private static final Path MAKE_CA =
      Path.of("../../scripts/make-test-ca").toAbsolutePath().normalize();
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");
  private static final int SIZE = 1000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<Segment> reported = new CopyOnWriteArrayList<>();
  private ActorTestKit kit;
  private Path root;
  private DataPortAddress address;
  private TemporaryFile file;

  @Before
  public void open() throws Exception {
    kit = ActorTestKit.create("port", ConfigFactory.load());
    root = folder.getRoot().toPath().toRealPath();
    OpenParts parts = new OpenParts();
    address =
        DataPort.open(kit.system(), "127.0.0.1", 0, parts, SECRET, Optional.of(node("ours")))
            .toCompletableFuture()
            .join();
    FileDestination destination = FileDestination.of(root.resolve("object"));
    file = destination.create(destination.newTemporaryName(), SIZE);
    parts.open("name", new OpenPart(file, 1, 0, reported::add, () -> {}));
  }

  @After
  public void close() {
    kit.shutdownTestKit();
    file.close();
  }

  /** A node whose certificate is of that authority, which is made when it is not there. */
  private SSLContext node(String authority) throws IOException, InterruptedException {
    Path directory = root.resolve(authority);
    if (Files.notExists(directory)) {
      Process made =
          new ProcessBuilder(MAKE_CA.toString(), directory.toString(), "one=127.0.0.1")
              .inheritIO()
              .start();
      assertTrue(made.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, made.exitValue());
    }
    Path one = directory.resolve("one");
    // Ours is trusted by all: it is no secret.
    return PemFiles.context(
        one.resolve("tls.key"), one.resolve("tls.crt"), root.resolve("ours/ca.crt"));
  }

  private Segment send(DataPortAddress to, Optional<SSLContext> as) {
    try (PartSender sender = new PartSender(new DataPortLink(to, SECRET, as), 1)) {
      sender.begin("name", 1, 0);
      sender.send(ByteBuffer.wrap(new byte[SIZE]), () -> true);
      return sender.finish();
    }
  }

  private void isRefused(DataPortAddress to, Optional<SSLContext> as) {
    TributaryException refused = Assert.assertThrows(TributaryException.class, () -> send(to, as));
    assertEquals(refused.getMessage(), FailureKind.NETWORK, refused.kind());
    assertEquals(List.of(), reported);
  }

  @Test
  public void aNodeOfTheSameAuthorityIsHeard() throws Exception {
    assertEquals(List.of(send(address, Optional.of(node("ours")))), reported);
  }

  @Test
  public void aNodeOfAnotherAuthorityIsRefused() throws Exception {
    isRefused(address, Optional.of(node("theirs")));
  }

  @Test
  public void whoHasNoCertificateIsRefused() throws Exception {
    isRefused(address, Optional.empty());
    isRefused(address, Optional.of(withoutCertificate()));
  }

  /** Trusts our authority, and shows nothing itself. */
  private SSLContext withoutCertificate() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(root.resolve("ours/ca.crt"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  public void whoSpeaksWithoutTlsIsRefused() {
    isRefused(new DataPortAddress(address.host(), address.port(), false), Optional.empty());
  }
}
