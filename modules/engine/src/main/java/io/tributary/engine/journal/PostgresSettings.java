package io.tributary.engine.journal;

import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How a node reaches its database: {@code tributary.journal.postgresql}. Holds no password.
 *
 * @param url as JDBC writes it, without user and password
 * @param passwordFile a file that holds the password; empty for none
 * @param passwordVariable the environment variable that holds it otherwise
 * @param startPatience how long a start waits for a database that is away
 */
record PostgresSettings(
    String url,
    String user,
    String passwordFile,
    String passwordVariable,
    boolean createSchema,
    Duration startPatience) {

  static final String PATH = "tributary.journal.postgresql";

  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern SECRET =
      Pattern.compile("[?&](password|sslpassword)=|//[^/?]*@", Pattern.CASE_INSENSITIVE);

  /**
   * @throws TributaryException USAGE when they cannot work, or hold a password
   */
  static PostgresSettings of(Config application) {
    Config config = application.getConfig(PATH);
    String url = config.getString("url");
    if (!url.startsWith(SCHEME)) {
      throw refused(
          "it does not begin with " + SCHEME + "//", "write " + SCHEME + "//HOST/DATABASE");
    }
    if (SECRET.matcher(url).find()) {
      throw refused(
          "it holds user or password",
          "set " + PATH + ".user, and put the password into a file that password-file names");
    }
    return new PostgresSettings(
        url,
        config.getString("user"),
        config.getString("password-file"),
        config.getString("password-variable"),
        config.getBoolean("create-schema"),
        config.getDuration("start-patience"));
  }

  /** What the driver is told besides the URL; the password it asks for itself. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("ApplicationName", "tributary");
    properties.setProperty("authenticationPluginClassName", NodePassword.class.getName());
    properties.setProperty(NodePassword.FILE, passwordFile);
    properties.setProperty(NodePassword.VARIABLE, passwordVariable);
    // A server that vanishes without a word is given up, and so is a connection that it forgot.
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    // A node that stands still in the middle of a transaction must not hold up the others.
    properties.setProperty(
        "options",
        "-c statement_timeout=15s -c lock_timeout=10s -c idle_in_transaction_session_timeout=10s");
    return properties;
  }

  /** For people: without what the URL may carry behind it. */
  String display() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static TributaryException refused(String reason, String advice) {
    return new Failure(FailureKind.USAGE, "use the setting", PATH + ".url", reason, advice)
        .asException();
  }
}
