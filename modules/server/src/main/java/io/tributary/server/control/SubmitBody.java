package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.DurationText;
import io.tributary.core.quantity.Rate;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptionsBuilder;
import io.tributary.engine.api.Priority;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.storage.SourceOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of {@code POST /v1/downloads}. */
final class SubmitBody {
  private static final Pattern NODE_FILE = Pattern.compile("file://([A-Za-z0-9.-]*)(/.*)");
  private static final int MOST_RETRIES = 1000;

  private SubmitBody() {}

  /**
   * @throws TributaryException USAGE that names the field
   */
  static SubmissionRequest parse(ObjectNode body) {
    Fields fields = new Fields("", body);
    String source = fields.required("source");
    String destination = fields.required("destination");
    String home = fields.text("home");
    Matcher onNode = NODE_FILE.matcher(destination);
    if (onNode.matches()) {
      home = onNode.group(1).isEmpty() ? home : onNode.group(1);
      destination = onNode.group(2);
    }
    if (!destination.startsWith("/")) {
      throw Fields.refused("destination", "it is neither an absolute path nor file://NODE/path");
    }
    SourceOptions sourceOptions = sourceOptions(fields.object("sourceOptions"));
    DownloadOptions options = options(fields.object("options"));
    String requestId = fields.text("requestId");
    fields.requireNoOther();
    try {
      return new SubmissionRequest(source, sourceOptions, destination, home, options, requestId);
    } catch (IllegalArgumentException e) {
      throw Fields.refused("requestId", String.valueOf(e.getMessage()));
    }
  }

  private static DownloadOptions options(Fields fields) {
    DownloadOptionsBuilder options = DownloadOptions.builder();
    fields.value(
        "partSize", text -> auto(text) ? 0L : ByteSize.parse(text), options::partSizeBytes);
    fields.value("threshold", ByteSize::parse, options::thresholdBytes);
    fields.value("lanes", text -> auto(text) ? 0 : (int) number(text, 256), options::lanes);
    fields.value("limitRate", Rate::parse, options::limitBytesPerSecond);
    fields.value("retries", text -> (int) number(text, MOST_RETRIES), options::retries);
    fields.value("stallTimeout", DurationText::parse, options::stallTimeout);
    fields.value("range", RangeSpec::parse, options::range);
    fields.value("checksum", Checksum::parse, options::checksum);
    fields.word("ifExists", DownloadOptions.IfExists.class, options::ifExists);
    fields.word("onChange", DownloadOptions.OnChange.class, options::onChange);
    fields.word("durability", DownloadOptions.Durability.class, options::durability);
    fields.word("verify", DownloadOptions.Verify.class, options::verify);
    fields.flag("restart", options::restart);
    fields.number("limitRequests", options::limitRequestsPerSecond);
    fields.word("priority", Priority.class, options::priority);
    fields.requireNoOther();
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw Fields.refused("options", String.valueOf(e.getMessage()));
    }
  }

  private static SourceOptions sourceOptions(Fields fields) {
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
    fields.value("trafficLimit", text -> number(text, Long.MAX_VALUE), traffic::set);
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

  private static boolean auto(String text) {
    return text.equals("auto");
  }

  private static long number(String text, long most) {
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 0 to " + most);
    }
    return number;
  }
}
