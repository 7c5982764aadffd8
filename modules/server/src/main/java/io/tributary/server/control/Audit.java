package io.tributary.server.control;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.tributary.core.failure.Failure;
import io.tributary.server.audit.AuditEntry;
import io.tributary.server.audit.AuditLog;
import io.tributary.server.guard.Caller;
import io.tributary.server.guard.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Which requests are written down: all that change something, and all that are turned away. */
final class Audit {
  /** No token, no right to it, a body without measure, too much at a time. */
  private static final Set<Integer> TURNED_AWAY = Set.of(401, 403, 413, 429);

  /** Of an answer to what could not be written down: neither can it. */
  private static final AttributeKey<Boolean> COUNTED =
      AttributeKey.create("counted", Boolean.class);

  private final AuditLog log;
  private final String node;
  private final Executor callsRunOn;

  Audit(AuditLog log, String node, Executor callsRunOn) {
    this.log = log;
    this.node = node;
    this.callsRunOn = callsRunOn;
  }

  /**
   * What a call answers, which is made at once, or, when it changes something, as soon as that can
   * be written down. Where it cannot, nothing is changed.
   */
  CompletionStage<HttpResponse> made(
      HttpRequest request, Supplier<CompletionStage<HttpResponse>> call) {
    return changes(request)
        ? log.ready()
            .thenComposeAsync(trouble -> trouble.map(Audit::unwritten).orElseGet(call), callsRunOn)
        : call.get();
  }

  private static CompletionStage<HttpResponse> unwritten(Failure trouble) {
    return CompletableFuture.completedFuture(
        Answers.failed(trouble).addAttribute(COUNTED, Boolean.TRUE));
  }

  private static boolean changes(HttpRequest request) {
    return !Role.READ.permits(request.method().name());
  }

  /** The answer, once it is written down what it answers. */
  CompletionStage<HttpResponse> written(
      HttpRequest request, String from, Optional<Caller> caller, HttpResponse answer) {
    int status = answer.status().intValue();
    boolean looked = !changes(request) && !TURNED_AWAY.contains(status);
    if (looked || answer.getAttribute(COUNTED).isPresent()) {
      return CompletableFuture.completedFuture(answer);
    }
    AuditEntry entry =
        new AuditEntry(
            Instant.now(),
            node,
            from,
            caller,
            request.method().name(),
            request.getUri().getPathString(),
            status,
            answer.getAttribute(Answers.BODY));
    return log.write(entry).thenApply(done -> answer);
  }
}
