package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.RecipientRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.placement.Placement;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Whatever leads a job for the disk of one node to another: nothing is written there. */
public final class WrongHomeTest extends JUnitSuite {
  private JobFixture fixture;
  private JobSpec spec;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
    fixture.put("file", 1, 10);
    JobSpec here = fixture.spec("");
    spec =
        new JobSpec(
            here.source(),
            false,
            JobSpec.place("another", here.root()),
            here.receipt(),
            here.options());
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private JobUpdate.Ended ended(RecipientRef<JobCoordinator.Command> job) {
    TestProbe<JobUpdate> watcher = TestProbe.create(fixture.node().system());
    job.tell(new JobCoordinator.Start(spec, watcher.ref()));
    JobUpdate.Ended ended =
        watcher.expectMessageClass(
            JobUpdate.Ended.class, Duration.ofSeconds(JobFixture.PATIENCE_SECONDS));
    assertEquals("another", ended.failure().target());
    assertFalse("nothing is made", Files.exists(fixture.root()));
    assertFalse("nothing is made", Files.exists(fixture.receipt()));
    return ended;
  }

  private RecipientRef<JobCoordinator.Command> coordinator(String home) {
    ActorSystem<?> system = fixture.node().system();
    TestProbe<ClusterSharding.ShardCommand> shard = TestProbe.create(system);
    return system.systemActorOf(
        JobCoordinator.create(home, "job", shard.ref()), "job-elsewhere", Props.empty());
  }

  @Test
  public void aCoordinatorThatIsElsewhereEndsAtOnce() {
    assertEquals(FailureKind.HOME_AWAY, ended(coordinator("another")).failure().kind());
  }

  /** As earlier versions say it: a second one may be at work on it, where it belongs. */
  @Test
  public void aCoordinatorOfSharedDirectoriesWritesNothingIntoItsJournal() throws Exception {
    fixture.journal(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON event_journal
        BEGIN SELECT RAISE(ABORT, 'it is written'); END
        """);
    assertEquals(FailureKind.LOCAL_DISK, ended(coordinator("")).failure().kind());
  }

  @Test
  public void aNodeThatIsToldToWorkOnItDoesNot() throws Exception {
    fixture.makeRoot();
    JobWork work =
        new JobWork(
            "job",
            7,
            Placement.get(fixture.node().system()).self(),
            spec,
            "seed",
            1,
            JobFixture.MARKER);
    ExecutionException refused =
        Assert.assertThrows(
            ExecutionException.class,
            () ->
                JobPlace.open(work, fixture.node().system())
                    .toCompletableFuture()
                    .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(FailureKind.HOME_AWAY, ((TributaryException) refused.getCause()).failure().kind());
  }
}
