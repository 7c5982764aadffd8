package io.tributary.engine.governor;

import akka.actor.typed.ActorSystem;
import io.tributary.engine.api.Allowance;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds all nodes to what a download or job may use, when that is changed while it runs. What is
 * said may be lost, and nodes may come later, so it is said again and again. For one thread.
 */
public final class AllowanceTeller {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final ActorSystem<?> system;

  /** Null before the first run. */
  private Claim claim;

  /** Null unless it is another one than the run was begun with. */
  private Allowance changed;

  private long toldNanos;

  public AllowanceTeller(ActorSystem<?> system) {
    this.system = system;
  }

  /** A run begins: its lanes and workers claim this. */
  public void begin(Claim begun) {
    boolean another = claim == null || !claim.owner().equals(begun.owner());
    claim = begun;
    if (changed != null && (another || changed.revision() <= begun.revision())) {
      changed = null;
    }
  }

  /** From now on, unless something later is known. */
  public void allow(Allowance allowance) {
    boolean known = claim == null || allowance.revision() <= claim.revision();
    if (!known && (changed == null || allowance.isAfter(changed))) {
      changed = allowance;
      tell(System.nanoTime());
    }
  }

  /** What it may use, when that is another than the run was begun with. */
  public Optional<Allowance> changed() {
    return Optional.ofNullable(changed);
  }

  /** Called a few times a second while the run goes on. */
  public void tick(long nowNanos) {
    if (changed != null && nowNanos - toldNanos >= AGAIN.toNanos()) {
      tell(nowNanos);
    }
  }

  private void tell(long nowNanos) {
    toldNanos = nowNanos;
    Governor.get(system).allow(new Allowed(claim.owner(), changed));
    new Neighbours(system).tell(new Allowed(claim.owner(), changed));
  }
}
