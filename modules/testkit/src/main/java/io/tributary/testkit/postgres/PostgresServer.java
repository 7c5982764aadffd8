package io.tributary.testkit.postgres;

import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on a port of its own, of loopback unless said otherwise, with an empty data
 * directory. It can be stopped in good order, killed, frozen and started again, always on the same
 * port and the same data. All methods block; not thread-safe.
 *
 * <p>Commits survive a kill of the server, not a loss of power: it does not wait for the disk.
 */
public final class PostgresServer implements AutoCloseable {
  public static final String USER = "tributary";
  public static final String PASSWORD = "not-a-secret";
  public static final String DATABASE = "tributary";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String NEIGHBOURS = "host all all samenet scram-sha-256\n";
  private static final int MOST_CONNECTIONS = 200;
  private static final long PATIENCE_SECONDS = 60;

  /** Whoever has the port instead may take a connection, and say nothing. */
  private static final String LOGIN_SECONDS = "5";

  /** Chosen late: what is free now, another may have in the seconds that it takes to begin. */
  private static final int ANY_PORT = 0;

  /** A start may meet what is left of a killed server; its processes end by themselves. */
  private static final int STARTS = 20;

  private final PostgresPrograms programs;
  private final Path data;
  private final String address;
  private final boolean temporary;
  private int port;
  private Process server;

  private PostgresServer(
      PostgresPrograms programs, Path data, String address, int port, boolean temporary) {
    this.programs = programs;
    this.data = data;
    this.address = address;
    this.port = port;
    this.temporary = temporary;
  }

  /** Starts a server that leaves nothing behind when it is closed. */
  public static PostgresServer start() {
    return startAt(LOOPBACK);
  }

  /**
   * Starts a server that is reached at another address of this machine, and not only from this
   * machine: from everything in the address's subnet. Leaves nothing behind when it is closed.
   */
  public static PostgresServer startAt(String address) {
    try {
      Path directory = PostgresPrograms.sharedDirectory("tributary-postgres");
      return start(directory, address, ANY_PORT, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server on a data directory that is kept, and created if need be. When this program
   * runs as root, all directories above it must be open to others.
   */
  public static PostgresServer start(Path directory, int port) {
    try {
      return start(directory, LOOPBACK, port, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresServer start(Path directory, String address, int port, boolean temporary)
      throws IOException {
    PostgresPrograms programs = PostgresPrograms.find();
    Path data = directory.resolve("data");
    boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
    if (fresh) {
      initialise(programs, Files.createDirectories(directory), data);
    }
    PostgresServer server = new PostgresServer(programs, data, address, port, temporary);
    Runtime.getRuntime().addShutdownHook(new Thread(server::killIfRunning));
    server.startFirst();
    if (fresh) {
      server.createDatabase();
    }
    return server;
  }

  private void createDatabase() throws IOException {
    try {
      createDatabase(DATABASE);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void initialise(PostgresPrograms programs, Path directory, Path data)
      throws IOException {
    Path password = Files.writeString(directory.resolve("password"), PASSWORD);
    programs.own(directory);
    programs.own(password);
    programs.run(
        "initdb",
        "--pgdata=" + data,
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    Files.writeString(data.resolve("pg_hba.conf"), NEIGHBOURS, StandardOpenOption.APPEND);
  }

  /** What JDBC calls it; without the password. */
  public String url() {
    return url(DATABASE);
  }

  public String url(String database) {
    return "jdbc:postgresql://" + address + ":" + port + "/" + database;
  }

  public int port() {
    return port;
  }

  /** Another, empty database of the same server. */
  public void createDatabase(String name) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }

  /** A connection of its administrator to one of its databases. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  /** Where any port will do, each try has another: of a chosen one others may be quicker. */
  private void startFirst() throws IOException {
    boolean any = port == ANY_PORT;
    for (int i = 1; any && i < STARTS && !running(); i++) {
      port = FreePorts.on(address);
      server = programs.start(log(), serverArguments());
      answers();
    }
    restart();
  }

  /** Starts the server again after {@link #stop} or {@link #kill}. */
  public void restart() throws IOException {
    for (int i = 1; !running(); i++) {
      server = programs.start(log(), serverArguments());
      if (!answers() && i == STARTS) {
        throw new IOException("PostgreSQL does not start: " + Files.readString(log()));
      }
    }
  }

  private List<String> serverArguments() {
    List<String> arguments = new ArrayList<>(List.of("postgres", "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=" + address,
            "unix_socket_directories=",
            "max_connections=" + MOST_CONNECTIONS,
            "fsync=off",
            "full_page_writes=off",
            "shared_buffers=32MB",
            "dynamic_shared_memory_type=mmap")) {
      arguments.addAll(List.of("-c", setting));
    }
    return arguments;
  }

  private Path log() {
    return data.resolveSibling("server.log");
  }

  public boolean running() {
    return server != null && server.isAlive();
  }

  /** Waits until it takes connections; false when it ended instead. */
  private boolean answers() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (running()) {
      if (System.nanoTime() > end) {
        kill();
        throw new IOException("PostgreSQL does not answer: " + Files.readString(log()));
      }
      if (takesConnections()) {
        return true;
      }
      pause();
    }
    return false;
  }

  private boolean takesConnections() {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", PASSWORD);
    login.setProperty("loginTimeout", LOGIN_SECONDS);
    try {
      DriverManager.getConnection(url("postgres"), login).close();
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Ends it in good order; open connections are cut. */
  public void stop() {
    signal("INT", List.of(server.toHandle()));
    await(server);
  }

  /** Ends all its processes at once, as a crash does. */
  public void kill() {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    await(server);
    all.forEach(process -> process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
  }

  /** Stops all its processes where they are: connections stay open, and nobody answers. */
  public void freeze() {
    signal("STOP", processes());
  }

  /** Lets a frozen server go on. */
  public void thaw() {
    signal("CONT", processes());
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(server.toHandle()), server.descendants()).toList();
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      await(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + process.info());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void killIfRunning() {
    if (running()) {
      kill();
    }
  }

  @Override
  public void close() {
    killIfRunning();
    if (temporary) {
      PostgresPrograms.deleteTree(data.getParent());
    }
  }
}
