package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.Priority;
import java.util.concurrent.atomic.AtomicReference;

/** What of a download or job is to be otherwise: its options that may change while it runs. */
final class AllowanceFields {
  private AllowanceFields() {}

  /**
   * @throws io.tributary.core.failure.TributaryException USAGE that names the field
   */
  static AllowanceChange parse(ObjectNode body) {
    Fields fields = new Fields("", body);
    var bytes = new AtomicReference<Long>();
    var requests = new AtomicReference<Double>();
    var atATime = new AtomicReference<Integer>();
    var priority = new AtomicReference<Priority>();
    fields.value("limitRate", Rate::parse, bytes::set);
    fields.number("limitRequests", requests::set);
    fields.word("priority", Priority.class, priority::set);
    fields.value("requests", OptionFields::requests, atATime::set);
    fields.requireNoOther();
    try {
      return new AllowanceChange(bytes.get(), requests.get(), priority.get(), atATime.get());
    } catch (IllegalArgumentException e) {
      throw Fields.refused("limitRequests", String.valueOf(e.getMessage()));
    }
  }
}
