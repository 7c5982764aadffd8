package io.tributary.server.control;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.tributary.server.audit.AuditEntry;
import io.tributary.server.audit.AuditLog;
import io.tributary.server.guard.Caller;
import io.tributary.server.guard.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which requests are written down: all that change something, and all that are turned away. */
final class Audit {
  /** No token, no right to it, a body without measure, too much at a time. */
  private static final Set<Integer> TURNED_AWAY = Set.of(401, 403, 413, 429);

  private final AuditLog log;
  private final String node;

  Audit(AuditLog log, String node) {
    this.log = log;
    this.node = node;
  }

  /** The answer, once it is written down what it answers. */
  CompletionStage<HttpResponse> written(
      HttpRequest request, String from, Optional<Caller> caller, HttpResponse answer) {
    int status = answer.status().intValue();
    String method = request.method().name();
    if (Role.READ.permits(method) && !TURNED_AWAY.contains(status)) {
      return CompletableFuture.completedFuture(answer);
    }
    AuditEntry entry =
        new AuditEntry(
            Instant.now(),
            node,
            from,
            caller,
            method,
            request.getUri().getPathString(),
            status,
            answer.getAttribute(Answers.BODY));
    return log.write(entry).thenApply(done -> answer);
  }
}
