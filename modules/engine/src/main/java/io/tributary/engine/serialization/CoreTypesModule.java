package io.tributary.engine.serialization;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.tributary.core.range.RangeSpec;

/**
 * Teaches Jackson the closed sets of core, which knows nothing of Jackson. Named in reference.conf.
 */
public final class CoreTypesModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RangeSpec.FromTo.class, name = "from-to"),
    @JsonSubTypes.Type(value = RangeSpec.From.class, name = "from"),
    @JsonSubTypes.Type(value = RangeSpec.Last.class, name = "last")
  })
  private interface RangeSpecTypes {}

  public CoreTypesModule() {
    super("tributary-core");
    setMixInAnnotation(RangeSpec.class, RangeSpecTypes.class);
  }
}
