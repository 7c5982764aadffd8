package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;

import io.tributary.engine.receipt.ReceiptLine;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a node forces to the disk before it tells of it. */
public final class JobPlaceTest extends JUnitSuite {
  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
    fixture.makeRoot();
    Files.createFile(fixture.root().resolve("file"));
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  /** What comes of a file that is kept, in what is no directory and cannot be flushed. */
  private ReceiptLine.State flushed(int epoch, int take) throws Exception {
    JobWork work = fixture.work(epoch);
    ReceiptLine kept =
        Lines.kept(new Item("oss://b/k", "k", "file/k", false, 1, "", null, List.of()), 1);
    try (JobPlace place =
        JobPlace.open(work, fixture.node().system())
            .toCompletableFuture()
            .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return place
          .flushed(List.of(kept), take)
          .toCompletableFuture()
          .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS)
          .get(0)
          .state();
    }
  }

  @Test
  public void whatIsKeptInTheFirstTakeOfTheFirstRunWasThereBefore() throws Exception {
    assertEquals(ReceiptLine.State.KEPT, flushed(1, 1));
  }

  @Test
  public void whatIsKeptLaterMayHaveComeByAnEarlierTakeThatDidNotFlushIt() throws Exception {
    assertEquals("another run", ReceiptLine.State.FAILED, flushed(2, 1));
    assertEquals("another take", ReceiptLine.State.FAILED, flushed(1, 2));
  }
}
