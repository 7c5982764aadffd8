package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.SqliteTestConfig;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Assert;
import org.junit.Test;

/** SQLite has one connection for all changes; who only looks has another. */
public final class SqliteLookTest extends SubmissionTableSuite {
  public SqliteLookTest() {
    super(SqliteTestConfig.fresh());
  }

  private static SubmissionDraft draft(String destination) {
    return SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", destination));
  }

  private CompletionStage<Optional<Submission>> looked(String id) {
    return database.look(connection -> store.find(connection, id));
  }

  @Test
  public void whoLooksWaitsForNobodyWhoChanges() throws Exception {
    String id = draft("/data/x").id();
    assertTrue(await(looked(id)).isEmpty());
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    CompletionStage<Boolean> change =
        database.run(
            connection -> {
              store.submit(connection, draft("/data/x"));
              changed.countDown();
              return await(looked);
            });
    assertTrue(await(changed));
    assertEquals("what is not committed", Optional.empty(), await(looked(id)));
    looked.countDown();
    assertTrue(await(change));
    assertEquals(id, await(looked(id)).orElseThrow().id());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void whatWasCommittedIsSeenByTheNextLook() throws Exception {
    for (int i = 0; i < 100; i++) {
      SubmissionDraft draft = draft("/data/" + i);
      await(database.run(connection -> store.submit(connection, draft)));
      assertEquals(i + 1, await(looked(draft.id())).orElseThrow().sequence());
    }
  }

  @Test
  public void whoLooksChangesNothingAndMayLookAgain() throws Exception {
    SubmissionDraft draft = draft("/data/x");
    Throwable thrown =
        Assert.assertThrows(
            ExecutionException.class,
            () -> await(database.look(connection -> store.submit(connection, draft))));
    assertEquals(FailureKind.STATE_UNUSABLE, ((TributaryException) thrown.getCause()).kind());
    for (int i = 0; i < 10; i++) {
      assertTrue(await(looked(draft.id())).isEmpty());
    }
  }
}
