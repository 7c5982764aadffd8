package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.download.DownloadStatus;
import java.util.List;

/** What goes on in a download as the API shows it. As bounded as what it shows. */
final class StatusJson {
  private StatusJson() {}

  static ObjectNode of(DownloadStatus status) {
    ObjectNode json =
        Json.object()
            .put("phase", Fields.word(status.phase()))
            .put("coordinator", status.coordinator())
            .put("home", status.home().isEmpty() ? null : status.home())
            .put("sizeBytes", status.sizeBytes() < 0 ? null : (Long) status.sizeBytes())
            .put("writtenBytes", status.writtenBytes())
            .put("bytesPerSecond", Math.round(status.bytesPerSecond()));
    json.set("written", ranges(status.written()));
    ArrayNode nodes = json.putArray("nodes");
    status.nodes().forEach(node -> nodes.add(of(node)));
    ArrayNode lanes = json.putArray("lanes");
    status.lanes().forEach(lane -> lanes.add(of(lane)));
    return json;
  }

  private static ObjectNode of(DownloadStatus.NodeShare node) {
    ObjectNode json =
        Json.object()
            .put("node", node.node())
            .put("lanes", node.lanes())
            .put("bytesPerSecond", Math.round(node.bytesPerSecond()))
            .put("writtenBytes", node.writtenBytes());
    json.set("written", ranges(node.written()));
    json.set("inFlight", ranges(node.inFlight()));
    return json;
  }

  private static ObjectNode of(DownloadStatus.LaneWork lane) {
    return Json.object()
        .put("lane", lane.lane())
        .put("node", lane.node())
        .put("start", lane.start())
        .put("position", lane.position())
        .put("end", lane.end())
        .put("bytesPerSecond", Math.round(lane.bytesPerSecond()));
  }

  /** Each as {@code [start, end)}. */
  private static ArrayNode ranges(List<ByteRange> ranges) {
    ArrayNode json = Json.array();
    ranges.forEach(range -> json.addArray().add(range.start()).add(range.end()));
    return json;
  }
}
