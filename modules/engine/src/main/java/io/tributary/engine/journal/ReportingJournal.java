package io.tributary.engine.journal;

import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import io.tributary.engine.observe.Observation;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The JDBC journal, which also remembers why a write failed: see {@link FailedWrites}. */
public final class ReportingJournal extends JdbcAsyncWriteJournal {
  private final FailedWrites failed;
  private final Observation observation;

  /** Called by Akka Persistence, as {@code jdbc-journal.class} says. */
  public ReportingJournal(Config config) {
    super(config);
    failed = FailedWrites.get(context().system());
    observation = Observation.get(Adapter.toTyped(context().system()));
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    long beganNanos = System.nanoTime();
    Future<Seq<Try<BoxedUnit>>> written = super.asyncWriteMessages(messages);
    written.onComplete(
        outcome -> {
          observation.observer().journaled(outcome.isSuccess(), System.nanoTime() - beganNanos);
          return BoxedUnit.UNIT;
        },
        context().dispatcher());
    return written.recoverWith(
        new akka.japi.pf.PFBuilder<Throwable, Future<Seq<Try<BoxedUnit>>>>()
            .matchAny(cause -> failed(messages, cause))
            .build(),
        context().dispatcher());
  }

  /** Before the journal's answer, so that whoever is restarted for it can ask. */
  private Future<Seq<Try<BoxedUnit>>> failed(Seq<AtomicWrite> messages, Throwable cause) {
    messages.foreach(
        message -> {
          failed.add(message.persistenceId(), cause);
          return BoxedUnit.UNIT;
        });
    return Future$.MODULE$.failed(cause);
  }
}
