package io.tributary.engine.source;

import akka.Done;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.RangeBody;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A source whose first probe is sent before anybody asks for it: the answer travels while the node
 * that will ask is still starting. Further probes are sent when they are asked for.
 */
final class ProbedAhead implements ObjectSource {
  private final ObjectSource source;
  private final AtomicReference<CompletionStage<Probe>> sent;

  ProbedAhead(ObjectSource source) {
    this.source = source;
    this.sent = new AtomicReference<>(source.probe());
  }

  @Override
  public Locator locator() {
    return source.locator();
  }

  @Override
  public CompletionStage<Probe> probe() {
    CompletionStage<Probe> first = sent.getAndSet(null);
    return first == null ? source.probe() : first;
  }

  @Override
  public CompletionStage<RangeBody> open(Identity identity, ByteRange range) {
    return source.open(identity, range);
  }

  @Override
  public CompletionStage<RangeBody> openWhole(Identity identity) {
    return source.openWhole(identity);
  }

  @Override
  public CompletionStage<Done> close() {
    return source.close();
  }
}
