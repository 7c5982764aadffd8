package io.tributary.benchmarks.api;

/** What is submitted. */
final class Orders {
  private Orders() {}

  /** Files go to main memory, so nothing is flushed. */
  static String download(String source, String destination) {
    return "{\"source\":\"%s\",\"destination\":\"%s\",\"options\":{\"durability\":\"fast\"}}"
        .formatted(source, destination);
  }

  /** The same at no more than so many bytes a second. */
  static String slowDownload(String source, String destination, long bytesPerSecond) {
    return "{\"source\":\"%s\",\"destination\":\"%s\",\"options\":{\"limitRate\":%d}}"
        .formatted(source, destination, bytesPerSecond);
  }
}
