package io.tributary.server.settings;

import io.tributary.core.failure.TributaryException;
import io.tributary.engine.governor.Limits;

/**
 * The bounds of the settings that the engine and the sources read themselves, checked before
 * anything is started. Their descriptions, in each {@code reference.conf}, say the same.
 */
final class Bounds {
  private static final String THREADS = ".thread-pool-executor.fixed-pool-size";

  private Bounds() {}

  /**
   * @throws TributaryException USAGE that names the setting
   */
  static void require(Values values) {
    requireNode(values);
    requireLimits(values);
    requireJournal(values);
    requireSubmissions(values);
    requireHistory(values);
    requireConnections(values);
    requireCredentials(values, "oss");
    requireCredentials(values, "s3");
    values.duration("oss.credentials.metadata-timeout", "10ms", "1m");
    values.duration("oss.credentials.sts-timeout", "100ms", "5m");
    values.number("s3.max-buckets", 1, 100_000);
    values.duration("local-node.start-timeout", "1s", "60s");
    values.duration("local-node.stop-timeout", "1s", "60s");
  }

  private static void requireNode(Values values) {
    values.bytes("node.lane-buffer", "16 KiB", "16 MiB");
    values.bytes("node.lane-memory", "1 MiB", "64 GiB");
    values.duration("node.home-silence", "3s", "5m");
    values.port("node.data-port.port");
    values.duration("node.data-port.silence", "1s", "60s");
    values.duration("node.data-port.patience", "5s", "5m");
    values.number("data-port-dispatcher" + THREADS, 1, 512);
    values.number("file-dispatcher" + THREADS, 2, 256);
    values.number("client-dispatcher" + THREADS, 1, 256);
    values.port("cluster.bootstrap.management-port");
    values.number("cluster.bootstrap.required-contact-points", 1, 100);
  }

  private static void requireLimits(Values values) {
    values.number("node.max-connections", 1, 10_000);
    values.requestRate("node.requests-per-second");
    values.bytes("node.bandwidth-per-second");
    values.number("cluster.limits.connections", 0, Limits.MOST_CONNECTIONS);
    values.requestRate("cluster.limits.requests-per-second");
    values.bytes("cluster.limits.bytes-per-second");
  }

  private static void requireJournal(Values values) {
    values.number("journal-dispatcher" + THREADS, 1, 16);
    values.number("journal.sqlite.threads", 1, 16);
    values.number("journal.sqlite.queue-size", 100, 100_000);
    values.duration("journal.postgresql.start-patience", "0s", "1h");
    values.number("journal.postgresql.threads", 1, 100);
    values.number("journal.postgresql.connections", 2, 1000);
    values.number("journal.postgresql.queue-size", 100, 100_000);
  }

  private static void requireSubmissions(Values values) {
    values.number("cluster.max-active-downloads", 1, 1000);
    values.number("cluster.max-active-jobs", 1, 1000);
    values.duration("submission.poll-interval", "100ms", "1m");
    values.duration("submission.progress-interval", "100ms", "1m");
    values.duration("submission.patience", "1s", "1m");
    values.duration("submission.home-patience", "1s", "365d");
    values.number("submission.queue-size", 100, 1_000_000);
    values.number("submission-dispatcher" + THREADS, 1, 16);
    values.number("submission-look-dispatcher" + THREADS, 1, 16);
  }

  private static void requireHistory(Values values) {
    values.flag("history.enabled");
    values.duration("history.keep", "1h", "3650d");
    values.duration("history.sweep-interval", "1s", "1d");
    values.number("history.sweep-lines", 1, 100_000);
    values.number("history-dispatcher" + THREADS, 1, 4);
  }

  private static void requireConnections(Values values) {
    values.number("http.max-idle-connections", 0, 10_000);
    values.number("http.max-idle-connections-of-reader", 0, 10_000);
    values.duration("http.keep-alive", "100ms", "1h");
    values.duration("http.bad-address-memory", "0s", "1h");
    values.number("http.max-addresses", 1, 100);
    values.number("http.max-redirects", 0, 100);
    values.duration("http.body-start-timeout", "100ms", "10m");
    values.duration("http.error-body-timeout", "100ms", "1m");
    values.bytes("http.max-document-size", "64 KiB", "1 GiB");
    values.duration("http.document-timeout", "1s", "1h");
    values.bytes("http.max-head-size", "4 KiB", "16 MiB");
    values.bytes("http.max-header-value-size", "1 KiB", "16 MiB");
    values.number("http.max-header-count", 16, 10_000);
    values.number("connection-dispatcher.threads.most", 1, 100_000);
    values.duration("connection-dispatcher.threads.keep-alive", "100ms", "1h");
  }

  private static void requireCredentials(Values values, String store) {
    values.number(store + ".max-endpoints", 1, 100_000);
    values.duration(store + ".credentials.refresh-before-expiry", "0s", "1h");
    values.duration(store + ".credentials.retry-interval", "100ms", "1h");
    values.number(store + ".credentials.max-profiles", 1, 10_000);
    String threads = store + ".credentials-dispatcher.thread-pool-executor";
    values.number(threads + ".fixed-pool-size", 1, 64);
    values.number(threads + ".task-queue-size", 16, 100_000);
  }
}
