package io.tributary.benchmarks.cluster;

import io.tributary.testkit.network.Host;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration of the nodes of one cluster. */
final class NodeFile {
  static final String TOKEN = "a-token-of-the-benchmark-alone";
  static final int API_PORT = 8420;

  private static final int ARTERY_PORT = 25520;

  private final Path directory;
  private final Path files;
  private final String databaseUrl;
  private final String seeds;

  /**
   * @param directory for configuration and secrets
   * @param files the directory below which nodes write
   */
  NodeFile(Path directory, Path files, String databaseUrl, List<Host> hosts) throws IOException {
    this.directory = directory;
    this.files = files;
    this.databaseUrl = databaseUrl;
    this.seeds =
        hosts.stream()
            .map(host -> '"' + host.address() + ":" + ARTERY_PORT + '"')
            .collect(Collectors.joining(", "));
    secret("token", TOKEN);
    secret("secret", TOKEN + "-of-nodes");
    secret("password", PostgresServer.PASSWORD);
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(
        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }

  Path write(Host host) throws IOException {
    String text =
        """
        tributary {
          node { name = "@name@", destination-roots = ["@files@"], data-port.enabled = on }
          cluster {
            host = "@address@", port = @artery@, join = "seeds", seed-nodes = [@seeds@]
            secret-file = "@directory@/secret"
          }
          journal {
            kind = "postgresql"
            postgresql { url = "@database@", password-file = "@directory@/password" }
          }
          http { host = "@address@", port = @api@, token-file = "@directory@/token" }
        }
        """
            .replace("@name@", host.name())
            .replace("@files@", files.toString())
            .replace("@address@", host.address())
            .replace("@artery@", "" + ARTERY_PORT)
            .replace("@seeds@", seeds)
            .replace("@directory@", directory.toString())
            .replace("@database@", databaseUrl)
            .replace("@api@", "" + API_PORT);
    return Files.writeString(directory.resolve(host.name() + ".conf"), text);
  }
}
