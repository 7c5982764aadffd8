package io.tributary.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The process that made a network, as its device at the hub says. */
record Owner(long processId, Instant startedAt) {
  static Owner self() {
    return of(ProcessHandle.current());
  }

  private static Owner of(ProcessHandle process) {
    return new Owner(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Empty where the maker came to its end before it could say who it is. */
  static Optional<Owner> of(String device) {
    Path alias = Path.of("/sys/class/net", device, "ifalias");
    try {
      return Files.exists(alias) ? parse(Files.readString(alias).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Owner> parse(String text) {
    String[] words = text.split(" ", -1);
    return words.length == 2
        ? Optional.of(new Owner(Long.parseLong(words[0]), Instant.parse(words[1])))
        : Optional.empty();
  }

  String text() {
    return processId + " " + startedAt;
  }

  /** Ids of processes are used again; what started at another time is another. */
  boolean alive() {
    return ProcessHandle.of(processId).map(process -> of(process).equals(this)).orElse(false);
  }
}
