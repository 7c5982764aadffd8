package io.tributary.engine.caller;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Those who want to hear from a coordinator. Confined to its thread.
 *
 * @param <U> what it tells
 */
public class Watchers<U> {
  /** Whoever attaches beyond this is turned down: updates go to each of them. */
  public static final int MOST = 1000;

  private final Set<ActorRef<U>> watchers = new LinkedHashSet<>();
  private Set<ActorRef<U>> told = Set.of();
  private U last;

  /** Returns whether there was room for one more. */
  public boolean add(ActorRef<U> watcher) {
    if (watchers.size() >= MOST && !watchers.contains(watcher)) {
      return false;
    }
    watchers.add(watcher);
    return true;
  }

  public void tell(U update) {
    watchers.forEach(watcher -> watcher.tell(update));
  }

  /** The last word of a run; nobody watches after it. */
  public void last(U update) {
    last = update;
    told = Set.copyOf(watchers);
    tell(update);
    watchers.clear();
  }

  /**
   * Answers a watcher that asked again just when the run ended: it must not begin another one.
   *
   * @return whether it is one of those that were told the end
   */
  public boolean toldAgain(ActorRef<U> watcher) {
    boolean known = told.contains(watcher);
    if (known) {
      watcher.tell(last);
    }
    return known;
  }
}
