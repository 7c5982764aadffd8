package io.tributary.engine.placement;

import static org.junit.Assert.assertEquals;

import akka.actor.Address;
import akka.cluster.Member;
import akka.cluster.Member$;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.util.Version;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;
import scala.jdk.javaapi.CollectionConverters;

/** Which of several members, or former ones, is the node of a name. */
public final class NamedNodesTest extends JUnitSuite {
  private static final Set<Member> NONE = Set.of();

  private static UniqueAddress address(long uid) {
    return new UniqueAddress(new Address("akka", "cluster", "10.0.0.1", 25520), uid);
  }

  private static Member joining(String name, long uid) {
    return Member$.MODULE$.apply(
        address(uid),
        CollectionConverters.asScala(Set.of(Placement.NAME_PREFIX + name)).toSet(),
        Version.Zero());
  }

  private static Member up(String name, long uid) {
    return joining(name, uid).copy(MemberStatus.up());
  }

  private static Optional<NodeId> home(Set<Member> unreachable, Member... members) {
    return Placement.named("home", Arrays.stream(members), unreachable);
  }

  private static Optional<NodeId> of(long uid) {
    return Optional.of(NodeId.of(address(uid)));
  }

  @Test
  public void theNodeOfThatNameIsFound() {
    assertEquals(of(2), home(NONE, up("other", 1), up("home", 2)));
    assertEquals(Optional.empty(), home(NONE, up("other", 1)));
  }

  @Test
  public void oneThatCanBeReachedComesFirst() {
    Member before = up("home", 1);
    Member after = up("home", 2);
    assertEquals(of(2), home(Set.of(before), before, after));
    assertEquals(of(2), home(Set.of(before), after, before));
    assertEquals("waited for", of(1), home(Set.of(before), before));
  }

  @Test
  public void oneThatIsNotYetOrNoLongerAMemberIsNone() {
    Member leaving = up("home", 1).copy(MemberStatus.leaving());
    assertEquals("it still answers", of(1), home(NONE, leaving));
    assertEquals(Optional.empty(), home(NONE, leaving.copy(MemberStatus.exiting())));
    assertEquals(Optional.empty(), home(NONE, leaving.copy(MemberStatus.down())));
    assertEquals(Optional.empty(), home(NONE, joining("home", 1)));
    assertEquals(of(2), home(NONE, up("home", 1).copy(MemberStatus.down()), up("home", 2)));
  }
}
