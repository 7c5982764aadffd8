package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A node whose API is served by https, with certificates of scripts/make-test-ca. */
public final class HttpsNodeEndToEndTest extends JUnitSuite {
  private static final Path MAKE_TEST_CA =
      Path.of("../../scripts/make-test-ca").toAbsolutePath().normalize();
  private static final Content CONTENT = Content.synthetic(11, 5_000_000);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private ServedNode node;

  @Before
  public void start() throws Exception {
    objects.put("/object", CONTENT);
    root = folder.getRoot().toPath().toRealPath();
    makeAuthority("ca", "one=127.0.0.1");
    makeAuthority("other", "one=127.0.0.1");
    node =
        ServedNode.start(
            root,
            """
            tributary {
              http.tls = on
              tls {
                enabled = on
                key-file = "%1$s/tls.key", cert-file = "%1$s/tls.crt", ca-file = "%1$s/ca.crt"
              }
            }
            """
                .formatted(root.resolve("ca/one")));
  }

  private void makeAuthority(String directory, String host) throws Exception {
    Process made =
        new ProcessBuilder(MAKE_TEST_CA.toString(), root.resolve(directory).toString(), host)
            .inheritIO()
            .start();
    assertEquals("make-test-ca needs openssl", 0, Launcher.exitCode(made));
  }

  @After
  public void stop() {
    objects.close();
    node.close();
  }

  private Outcome run(String server, String authority, String command) throws IOException {
    return node.tributary()
        .with("TRIBUTARY_SERVER", server)
        .with("TRIBUTARY_SERVER_CA_FILE", authority)
        .run(command);
  }

  private String authority(String directory) {
    return root.resolve(directory).resolve("ca.crt").toString();
  }

  private static void assertRefused(Outcome outcome, String reason, String advice) {
    assertEquals(outcome.toString(), 7, outcome.exitCode());
    assertEquals("one line: " + outcome, 1, outcome.err().lines().count());
    assertTrue(outcome.toString(), outcome.err().contains(reason));
    assertTrue(outcome.toString(), outcome.err().contains(advice));
  }

  @Test
  public void aDownloadIsSubmittedAndWatched() throws Exception {
    assertTrue(node.api(), node.api().startsWith("https://127.0.0.1:"));
    Path file = root.resolve("file");
    String submit = "submit --watch " + objects.url("/object") + " " + file;
    Outcome done = run(node.api(), authority("ca"), submit);
    assertEquals(done.toString(), 0, done.exitCode());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(file));
  }

  @Test
  public void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    for (String command : List.of("list", "watch some")) {
      Outcome refused = run(node.api(), authority("other"), command);
      assertRefused(refused, "its certificate is not trusted", "--server-ca-file");
    }
    Outcome ofJava = node.tributary().run("list");
    assertRefused(ofJava, "its certificate is not trusted", "--server-ca-file");
  }

  @Test
  public void aHostThatTheCertificateDoesNotNameIsRefused() throws Exception {
    String otherName = node.api().replace("127.0.0.1", "localhost");
    Outcome refused = run(otherName, authority("ca"), "list");
    assertRefused(refused, "its certificate is for another host", "--server");
  }

  @Test
  public void whoSpeaksHttpToItIsToldToWriteHttps() throws Exception {
    Outcome plain = run(node.api().replace("https:", "http:"), authority("ca"), "list");
    assertRefused(plain, "the node at http://127.0.0.1", "write https:// in --server");
  }

  @Test
  public void whoSpeaksHttpsToAPlainPortIsToldToWriteHttp() throws Exception {
    String plain = objects.url("/").replace("http:", "https:");
    Outcome refused = run(plain, authority("ca"), "list");
    assertRefused(refused, "it does not speak TLS", "write http:// in --server");
  }
}
