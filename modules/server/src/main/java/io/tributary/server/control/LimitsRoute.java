package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.governor.BucketView;
import io.tributary.engine.governor.ChosenLimits;
import io.tributary.engine.governor.ClusterLimits;
import io.tributary.engine.governor.Governor;
import io.tributary.engine.governor.GovernorView;
import io.tributary.engine.governor.Limits;
import io.tributary.engine.governor.LimitsChange;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** {@code /v1/limits}: what the cluster may use, and what this node makes of it. Thread-safe. */
final class LimitsRoute {
  private static final Map<String, LimitsChange.Limit> FIELDS =
      Map.of(
          "connections", LimitsChange.Limit.CONNECTIONS,
          "requestsPerSecond", LimitsChange.Limit.REQUESTS_PER_SECOND,
          "bytesPerSecond", LimitsChange.Limit.BYTES_PER_SECOND);

  private final Governor governor;
  private final ClusterLimits limits;

  LimitsRoute(ActorSystem<?> system) {
    this.governor = Governor.get(system);
    this.limits = ClusterLimits.get(system);
  }

  HttpResponse shown() {
    return Answers.json(200, json());
  }

  /** All of them. Fails with a TributaryException of kind USAGE. */
  CompletionStage<HttpResponse> choose(byte[] body) {
    return limits.choose(parse(Json.parse(body))).thenApply(chosen -> shown());
  }

  /** Those that are named. Fails with a TributaryException of kind USAGE. */
  CompletionStage<HttpResponse> change(byte[] body) {
    ObjectNode json = Json.parse(body);
    ChosenLimits values = parse(json);
    Set<LimitsChange.Limit> named =
        FIELDS.keySet().stream().filter(json::has).map(FIELDS::get).collect(Collectors.toSet());
    return limits.change(new LimitsChange(named, values)).thenApply(chosen -> shown());
  }

  private ObjectNode json() {
    GovernorView view = governor.view();
    ObjectNode json = Json.object();
    json.set("cluster", of(view.cluster()));
    json.set("configured", of(view.configured()));
    json.set("chosen", of(limits.chosen()));
    json.set("node", of(view.node()));
    json.put("nodes", view.nodes());
    json.set("share", of(view.inForce()));
    json.put("requests", view.underWay());
    ArrayNode throttled = json.putArray("throttled");
    view.throttled().forEach(bucket -> throttled.add(of(bucket)));
    return json;
  }

  private static ObjectNode of(Limits limits) {
    return Json.object()
        .put("connections", limits.connections())
        .put("requestsPerSecond", limits.requestsPerSecond())
        .put("bytesPerSecond", limits.bytesPerSecond());
  }

  private static ObjectNode of(ChosenLimits chosen) {
    return Json.object()
        .put("connections", chosen.connectionsOrNull())
        .put("requestsPerSecond", chosen.requestsPerSecondOrNull())
        .put("bytesPerSecond", chosen.bytesPerSecondOrNull());
  }

  private static ObjectNode of(BucketView bucket) {
    return Json.object()
        .put("bucket", bucket.name())
        .put("requests", bucket.underWay())
        .put("most", bucket.most() == Integer.MAX_VALUE ? null : (Integer) bucket.most())
        .put("pausedMillis", bucket.pause().toMillis());
  }

  private static ChosenLimits parse(ObjectNode body) {
    Fields fields = new Fields("", body);
    var connections = new AtomicReference<Integer>();
    var requests = new AtomicReference<Double>();
    var bytes = new AtomicReference<Long>();
    fields.value("connections", Integer::valueOf, connections::set);
    fields.number("requestsPerSecond", requests::set);
    fields.value("bytesPerSecond", Rate::parse, bytes::set);
    fields.requireNoOther();
    try {
      return new ChosenLimits(connections.get(), requests.get(), bytes.get());
    } catch (IllegalArgumentException e) {
      throw Fields.refused("limits", String.valueOf(e.getMessage()));
    }
  }
}
