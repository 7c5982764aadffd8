package io.tributary.server.control;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.quantity.DurationText;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptionsBuilder;

/** {@code sourceOptions}: how objects are reached. */
final class SourceFields {
  private SourceFields() {}

  /**
   * @throws TributaryException USAGE that names the field
   */
  static SourceOptions options(Fields fields) {
    SourceOptionsBuilder options =
        SourceOptions.builder()
            .endpoint(fields.text("endpoint"))
            .region(fields.text("region"))
            .profile(fields.text("profile"))
            .caFile(fields.text("caFile"));
    fields.word("signature", SourceOptions.Signature.class, options::signature);
    fields.word("addressing", SourceOptions.Addressing.class, options::addressing);
    fields.word("rangeBehavior", SourceOptions.RangeBehavior.class, options::rangeBehavior);
    fields.flag("anonymous", options::anonymous);
    fields.flag("requestPayer", options::requestPayer);
    fields.flag("insecure", options::insecure);
    fields.flag("allowPrivateRedirects", options::allowPrivateRedirects);
    fields.value(
        "trafficLimit",
        text -> OptionFields.number(text, Long.MAX_VALUE),
        options::trafficLimitBits);
    fields.value("timeout", DurationText::parse, options::timeout);
    fields.requireNoOther();
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw Fields.refused("sourceOptions", String.valueOf(e.getMessage()));
    }
  }
}
