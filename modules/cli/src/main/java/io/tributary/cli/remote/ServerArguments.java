package io.tributary.cli.remote;

import io.tributary.cli.option.Usage;
import io.tributary.engine.client.http.ControlAddress;
import io.tributary.engine.client.http.ControlClient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which node's API is spoken to, and how it knows us. */
public final class ServerArguments {
  private static final ControlAddress.Names NAMES =
      new ControlAddress.Names(
          "--server",
          "--server-ca-file",
          "name its token file with --token-file, or set TRIBUTARY_TOKEN_FILE");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The API of a node. Default: http://127.0.0.1:8420.")
  String server = "http://127.0.0.1:8420";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file that holds the node's token. Default: none.")
  Path tokenFile;

  @Option(
      names = "--server-ca-file",
      paramLabel = "PEM",
      description = "The certificate authority of an https:// node. Default: those of Java.")
  Path authorities;

  /**
   * @throws io.tributary.core.failure.TributaryException USAGE when they cannot be used
   */
  public ControlClient client() {
    return client(token());
  }

  /** For what needs no token: the file that is named for it may not be there yet. */
  public ControlClient clientWithoutToken() {
    return client("");
  }

  private ControlClient client(String token) {
    return new ControlClient(new ControlAddress(address(), token, authorities, NAMES));
  }

  private URI address() {
    try {
      URI uri = new URI(server);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw Usage.option("--server", "it is not a URL", "write http://HOST:PORT");
    }
    throw Usage.option("--server", "it is not http:// or https://", "write http://HOST:PORT");
  }

  /** Empty where none is given: a node may ask for none. */
  private String token() {
    if (tokenFile == null) {
      return "";
    }
    try {
      String token = Files.readString(tokenFile).strip();
      if (token.matches("[\\x21-\\x7e]{1,4096}")) {
        return token;
      }
      throw Usage.option("--token-file", "the file holds no token", "name another file");
    } catch (IOException e) {
      throw Usage.option(
          "--token-file", "the file '" + tokenFile + "' cannot be read", "check its permissions");
    }
  }
}
