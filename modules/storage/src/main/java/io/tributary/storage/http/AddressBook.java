package io.tributary.storage.http;

import io.tributary.storage.rules.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The node's view of name resolution: spreads connections over a name's addresses, and remembers
 * for a while which of them did not answer.
 */
final class AddressBook {

  /** More bad addresses than this are forgotten at once: a bound, not a working size. */
  private static final int MAX_BAD = 1024;

  private final NameService names;
  private final Executor blocking;
  private final Duration badMemory;
  private final LongSupplier nanoClock;
  private final Map<InetAddress, Long> badUntilNanos = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  AddressBook(NameService names, Executor blocking, Duration badMemory, LongSupplier nanoClock) {
    this.names = names;
    this.blocking = blocking;
    this.badMemory = badMemory;
    this.nanoClock = nanoClock;
  }

  /** All addresses of {@code host}, as the system resolves it; fails with UnknownHostException. */
  CompletionStage<List<InetAddress>> resolve(String host) {
    Optional<InetAddress> literal = AddressText.literal(host);
    if (literal.isPresent()) {
      return CompletableFuture.completedFuture(List.of(literal.get()));
    }
    // Names below localhost are this machine's, and no name server's (RFC 6761, 6.3).
    String name = host.endsWith(".localhost") ? "localhost" : host;
    return CompletableFuture.supplyAsync(() -> lookUp(name), blocking);
  }

  private List<InetAddress> lookUp(String host) {
    try {
      return Arrays.asList(names.lookUp(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  /** The order in which to try: addresses in turn, those that failed lately last. */
  List<InetAddress> inOrder(List<InetAddress> addresses) {
    List<InetAddress> ordered = new ArrayList<>(addresses);
    if (ordered.size() > 1) {
      // The first address's family is the system's preference (RFC 6724): it stays in front.
      Class<?> preferred = ordered.get(0).getClass();
      Collections.rotate(ordered, -Math.floorMod(turn.getAndIncrement(), ordered.size()));
      ordered.sort(
          Comparator.comparing(this::isBad)
              .thenComparing(address -> address.getClass() != preferred));
    }
    return ordered;
  }

  void failed(InetAddress address) {
    if (badUntilNanos.size() >= MAX_BAD) {
      badUntilNanos.clear();
    }
    badUntilNanos.put(address, nanoClock.getAsLong() + badMemory.toNanos());
  }

  void worked(InetAddress address) {
    badUntilNanos.remove(address);
  }

  private boolean isBad(InetAddress address) {
    Long until = badUntilNanos.get(address);
    return until != null && nanoClock.getAsLong() - until < 0;
  }
}
