package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Of L lanes every one of N nodes has L/N, rounded down or up; also when there are fewer lanes. */
public final class LaneSpreadTest extends JUnitSuite {
  private static final int MOST_LANES = 12;
  private static final int MOST_NODES = 8;

  private final List<Lane> lanes = new ArrayList<>();
  private int opened;

  private static List<NodeId> nodes(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> new NodeId("10.0.0." + number + ":1#1"))
        .toList();
  }

  /** What a crew does, with lanes that are done at once with what they have in hand. */
  private int place(LaneSpread spread, int most) {
    List<Lane> misplaced = spread.misplaced(lanes);
    lanes.removeAll(misplaced);
    while (lanes.size() < most) {
      lanes.add(new Lane(opened++, spread.next(lanes).orElseThrow(), 0));
    }
    return misplaced.size();
  }

  private void isEven(List<NodeId> nodes, int most) {
    for (NodeId node : nodes) {
      long count = lanes.stream().filter(lane -> lane.node.equals(node)).count();
      assertTrue(
          count + " of " + most + " lanes over " + nodes.size() + " nodes",
          count == most / nodes.size() || count == (most + nodes.size() - 1) / nodes.size());
    }
    assertTrue(lanes.stream().allMatch(lane -> nodes.contains(lane.node)));
  }

  private void each(int most, int count) {
    lanes.clear();
    LaneSpread spread = new LaneSpread(most * count);
    spread.see(nodes(0, count), 0);
    place(spread, most);
    isEven(nodes(0, count), most);
    spread.see(nodes(0, count + 1), 0);
    int moved = place(spread, most);
    isEven(nodes(0, count + 1), most);
    assertEquals("no more move than the one that joins gets", most / (count + 1), moved);
    spread.see(nodes(1, count), 0);
    place(spread, most);
    isEven(nodes(1, count), most);
    assertEquals("and then it is still", 0, place(spread, most));
  }

  @Test
  public void whateverTheirNumbersAre() {
    for (int most = 1; most <= MOST_LANES; most++) {
      for (int count = 1; count <= MOST_NODES; count++) {
        each(most, count);
      }
    }
  }
}
