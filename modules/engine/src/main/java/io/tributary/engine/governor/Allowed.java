package io.tributary.engine.governor;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.serialization.TributarySerializable;

/**
 * What a download or job may use was changed while it runs. Said again and again, so it may be
 * lost; earlier versions, which do not know it, keep it to what it was begun with.
 *
 * @param owner of its {@link Claim}
 */
record Allowed(String owner, Allowance allowance) implements TributarySerializable {
  Allowed {
    requireNonNull(owner, "owner");
    requireNonNull(allowance, "allowance");
  }
}
