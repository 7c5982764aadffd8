package io.tributary.benchmarks;

import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.relay.Relay;
import io.tributary.benchmarks.scenario.Route;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.tool.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a scenario is run on: the way to the object, and the place for the file. */
final class Track implements AutoCloseable {
  private final Scenario scenario;
  private final Nginx origin;
  private final Optional<Relay> relay;
  private final Workplace workplace;

  private Track(Scenario scenario, Nginx origin, Optional<Relay> relay, Workplace workplace) {
    this.scenario = scenario;
    this.origin = origin;
    this.relay = relay;
    this.workplace = workplace;
  }

  static Track open(Scenario scenario, Nginx origin, Workplace workplace) throws IOException {
    Route route = scenario.route();
    Optional<Relay> relay = Optional.empty();
    if (route.shape(scenario.sizeBytes()).isPresent()) {
      int port = origin.port(route.tls());
      relay = Optional.of(Relay.start(port, route.shape(scenario.sizeBytes()).get()));
    }
    return new Track(scenario, origin, relay, workplace);
  }

  /** Over the scenario's way. From here on requests count. */
  Transfer start(TestObject object) throws IOException {
    relay.ifPresent(Relay::startRun);
    origin.accessLog().skip();
    int port = relay.map(Relay::port).orElse(origin.port(scenario.route().tls()));
    return transfer(object, scenario.route().flaky(), port);
  }

  /** Without what lies in between, so that nobody waits for what does not count. */
  Transfer practice(TestObject object) {
    return transfer(object, false, origin.port(scenario.route().tls()));
  }

  private Transfer transfer(TestObject object, boolean flaky, int port) {
    boolean tls = scenario.route().tls();
    return new Transfer(
        origin.url(object, tls, flaky, port),
        destination(),
        scenario.connections(),
        scenario.synced(),
        tls ? Optional.of(origin.authority()) : Optional.empty(),
        scratch(),
        scenario.deadline());
  }

  /** For what tools keep, where the file goes to. */
  Path scratch() {
    return workplace.scratch(scenario.synced());
  }

  /**
   * What was requested since the start.
   *
   * @param leastBytes that must have been sent
   */
  Traffic traffic(long leastBytes) throws IOException, InterruptedException {
    return origin.accessLog().settled(leastBytes);
  }

  /**
   * What is wrong with the file; a wrong file never counts.
   *
   * @param bytes whether to look at all of them, and not at their number alone
   */
  Optional<String> wrong(TestObject object, boolean bytes) throws IOException {
    Path file = destination();
    if (!Files.exists(file)) {
      return Optional.of("left no file");
    }
    if (Files.size(file) != object.sizeBytes()) {
      return Optional.of("left a file of " + Files.size(file) + " bytes");
    }
    return bytes && TestObject.crc64Of(file) != object.crc64()
        ? Optional.of("left wrong bytes")
        : Optional.empty();
  }

  private Path destination() {
    return workplace.downloads(scenario.synced()).resolve("file");
  }

  void clear() throws IOException {
    Workplace.empty(workplace.downloads(scenario.synced()));
  }

  @Override
  public void close() throws IOException {
    if (relay.isPresent()) {
      relay.get().close();
    }
  }
}
