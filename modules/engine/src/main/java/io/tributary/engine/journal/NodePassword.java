package io.tributary.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Tells the driver the password of this node, from a file or an environment variable. It is read
 * again for each connection, so that it may be changed at any time, and is in no setting.
 */
public final class NodePassword implements AuthenticationPlugin {
  static final String FILE = "tributaryPasswordFile";
  static final String VARIABLE = "tributaryPasswordVariable";

  private static final int MOST_BYTES = 4096;

  private final String file;
  private final String variable;

  /** Called by the driver, with the properties of the connection. */
  public NodePassword(Properties properties) {
    file = properties.getProperty(FILE, "");
    variable = properties.getProperty(VARIABLE, "");
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    String password = file.isEmpty() ? System.getenv(variable) : fromFile();
    if (password == null || password.isEmpty()) {
      throw invalid(
          "there is no password: "
              + (file.isEmpty() ? variable + " is not set" : file + " is empty"),
          null);
    }
    return password.toCharArray();
  }

  private String fromFile() throws PSQLException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MOST_BYTES) {
        throw invalid(file + " is too long for a password", null);
      }
      return Files.readString(path).stripTrailing();
    } catch (IOException e) {
      throw invalid("the password file " + file + " cannot be read", e);
    }
  }

  private static PSQLException invalid(String reason, IOException causeOrNull) {
    return new PSQLException(reason, PSQLState.INVALID_PASSWORD, causeOrNull);
  }
}
