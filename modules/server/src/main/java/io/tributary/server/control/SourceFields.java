package io.tributary.server.control;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.quantity.DurationText;
import io.tributary.storage.SourceOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** {@code sourceOptions}: how objects are reached. */
final class SourceFields {
  private SourceFields() {}

  /**
   * @throws TributaryException USAGE that names the field
   */
  static SourceOptions options(Fields fields) {
    SourceOptions defaults = SourceOptions.defaults();
    var signature = new AtomicReference<>(defaults.signature());
    var addressing = new AtomicReference<>(defaults.addressing());
    var ranges = new AtomicReference<>(defaults.rangeBehavior());
    var anonymous = new AtomicReference<>(false);
    var payer = new AtomicReference<>(false);
    var insecure = new AtomicReference<>(false);
    var redirects = new AtomicReference<>(false);
    var traffic = new AtomicReference<>(0L);
    var timeout = new AtomicReference<Duration>(defaults.timeout());
    String endpoint = fields.text("endpoint");
    String region = fields.text("region");
    String profile = fields.text("profile");
    String caFile = fields.text("caFile");
    fields.word("signature", SourceOptions.Signature.class, signature::set);
    fields.word("addressing", SourceOptions.Addressing.class, addressing::set);
    fields.word("rangeBehavior", SourceOptions.RangeBehavior.class, ranges::set);
    fields.flag("anonymous", anonymous::set);
    fields.flag("requestPayer", payer::set);
    fields.flag("insecure", insecure::set);
    fields.flag("allowPrivateRedirects", redirects::set);
    fields.value("trafficLimit", text -> OptionFields.number(text, Long.MAX_VALUE), traffic::set);
    fields.value("timeout", DurationText::parse, timeout::set);
    fields.requireNoOther();
    try {
      return new SourceOptions(
          endpoint,
          region,
          signature.get(),
          addressing.get(),
          profile,
          anonymous.get(),
          payer.get(),
          traffic.get(),
          ranges.get(),
          insecure.get(),
          caFile,
          redirects.get(),
          timeout.get());
    } catch (IllegalArgumentException e) {
      throw Fields.refused("sourceOptions", String.valueOf(e.getMessage()));
    }
  }
}
