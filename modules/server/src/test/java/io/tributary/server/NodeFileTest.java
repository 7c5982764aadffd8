package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A node that cannot start says why in one line. */
public final class NodeFileTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String refused(String more, FailureKind kind) throws IOException {
    Path file = RunningNode.file(folder.getRoot().toPath(), more);
    TributaryException thrown =
        Assert.assertThrows(
            more, TributaryException.class, () -> ClusterNode.start(file, said -> {}));
    String said = thrown.failure().oneLine();
    assertEquals(said, kind, thrown.kind());
    assertEquals(said, 1, said.lines().count());
    return said;
  }

  @Test
  public void whatCannotWorkIsNamed() throws IOException {
    for (List<String> row :
        List.of(
            List.of("tributary.nod.name = x", "unknown key 'tributary.nod'"),
            List.of("tributary.http.prot = 1", "unknown key 'tributary.http.prot'"),
            List.of("jdbc-journal.x = 1", "unknown key 'jdbc-journal'"),
            List.of("tributary.http.port = 70000", "tributary.http.port: 70000 is not within"),
            List.of("tributary.http.port = many", "tributary.http.port: its value is of another"),
            List.of(
                "tributary.http.requests-per-second = 0.0000001",
                "tributary.http.requests-per-second: it must be 0, or 0.000001 to"),
            List.of("tributary.node.name = \"a b\"", "tributary.node.name"),
            List.of("tributary.node.roles = [x]", "'x' is neither coordinator nor fetcher"),
            List.of("tributary.cluster.join = seeds", "it is empty, and join is seeds"),
            List.of("tributary.http.tls = on", "tributary.tls.enabled is not"),
            List.of("tributary.tls { enabled = on, key-file = /no }", "/no cannot be read"),
            List.of("tributary.node.name = ${NO_SUCH_VARIABLE}", "NO_SUCH_VARIABLE"),
            List.of("tributary {", "it is not valid HOCON"))) {
      String said = refused(row.get(0), FailureKind.USAGE);
      assertTrue(said, said.contains(row.get(1)));
    }
  }

  @Test
  public void aTokenFileThatOthersMayReadIsRefused() throws IOException {
    Path token = folder.newFile("open").toPath();
    Files.writeString(token, "0123456789abcdef");
    Files.setPosixFilePermissions(
        token, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    String said = refused("tributary.http.token-file = \"" + token + "\"", FailureKind.USAGE);
    assertTrue(said, said.contains("chmod 600"));
  }

  @Test
  public void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      String api = refused("tributary.http.port = " + port, FailureKind.USAGE);
      assertTrue(api, api.contains("127.0.0.1:" + port + ": the port is in use"));
      String artery = refused("tributary.cluster.port = " + port, FailureKind.USAGE);
      assertTrue(artery, artery.contains("127.0.0.1:" + port + ": the port is in use"));
    }
  }
}
