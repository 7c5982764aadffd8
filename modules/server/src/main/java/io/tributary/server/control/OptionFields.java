package io.tributary.server.control;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.DurationText;
import io.tributary.core.quantity.Rate;
import io.tributary.core.range.RangeSpec;
import io.tributary.core.tree.NamePolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptionsBuilder;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobOptionsBuilder;
import io.tributary.engine.api.Priority;

/** {@code options}: how a download behaves, or each of a job. */
final class OptionFields {
  private static final int MOST_RETRIES = 1000;

  private OptionFields() {}

  /**
   * @throws TributaryException USAGE that names the field
   */
  static DownloadOptions ofDownload(Fields fields) {
    DownloadOptionsBuilder options = ofEach(fields);
    fields.value("range", RangeSpec::parse, options::range);
    fields.value("checksum", Checksum::parse, options::checksum);
    fields.word("ifExists", DownloadOptions.IfExists.class, options::ifExists);
    fields.requireNoOther();
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw Fields.refused("options", String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws TributaryException USAGE that names the field
   */
  static JobOptions ofJob(Fields fields, KeyFilter filter) {
    JobOptionsBuilder options = JobOptions.builder().filter(filter);
    DownloadOptionsBuilder each = ofEach(fields).keepTime(true);
    fields.word("compare", JobOptions.Compare.class, options::compare);
    fields.word("names", NamePolicy.class, options::names);
    fields.value("large", ByteSize::parse, options::largeBytes);
    fields.value("requests", OptionFields::requests, options::requests);
    fields.value(
        "restoreDays",
        text -> (int) number(text, JobOptions.MOST_RESTORE_DAYS),
        options::restoreDays);
    fields.flag("awaitRestores", options::awaitRestores);
    fields.requireNoOther();
    try {
      return options.download(each.build()).build();
    } catch (IllegalArgumentException e) {
      throw Fields.refused("options", String.valueOf(e.getMessage()));
    }
  }

  /** What means the same for one object and for each of many. */
  private static DownloadOptionsBuilder ofEach(Fields fields) {
    DownloadOptionsBuilder options = DownloadOptions.builder();
    fields.value(
        "partSize", text -> auto(text) ? 0L : ByteSize.parse(text), options::partSizeBytes);
    fields.value("threshold", ByteSize::parse, options::thresholdBytes);
    fields.value("lanes", text -> auto(text) ? 0 : (int) number(text, 256), options::lanes);
    fields.value("limitRate", Rate::parse, options::limitBytesPerSecond);
    fields.value("retries", text -> (int) number(text, MOST_RETRIES), options::retries);
    fields.value("stallTimeout", DurationText::parse, options::stallTimeout);
    fields.word("onChange", DownloadOptions.OnChange.class, options::onChange);
    fields.word("durability", DownloadOptions.Durability.class, options::durability);
    fields.word("verify", DownloadOptions.Verify.class, options::verify);
    fields.flag("restart", options::restart);
    fields.number("limitRequests", options::limitRequestsPerSecond);
    fields.word("priority", Priority.class, options::priority);
    return options;
  }

  private static boolean auto(String text) {
    return text.equals("auto");
  }

  /** At a time, of each node. */
  static int requests(String text) {
    long number = number(text, JobOptions.MOST_REQUESTS);
    if (number == 0) {
      throw new IllegalArgumentException("'0' is not one of 1 to " + JobOptions.MOST_REQUESTS);
    }
    return (int) number;
  }

  static long number(String text, long most) {
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 0 to " + most);
    }
    return number;
  }
}
