package io.tributary.storage.http;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.storage.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Learns what the object is, and whether its server really serves ranges. */
final class ProbeCall {

  /**
   * A probe, and what only this node's checks want to know.
   *
   * @param encoded whether the object has a Content-Encoding
   */
  record Found(Probe probe, boolean encoded) {}

  private static final Identity NOTHING =
      new Identity(Identity.UNKNOWN_SIZE, "", "", "", List.of());

  private final Requester requester;
  private final HttpDialect dialect;
  private final IdentityReader identities;
  private final String standingNote;

  /**
   * @param standingNote what the user must know anyway; may be empty
   */
  ProbeCall(
      Requester requester, HttpDialect dialect, IdentityReader identities, String standingNote) {
    this.requester = requester;
    this.dialect = dialect;
    this.identities = identities;
    this.standingNote = standingNote;
  }

  CompletionStage<Found> run() {
    return requester.send(RequestKind.HEAD, List.of()).thenCompose(this::afterHead);
  }

  private CompletionStage<Found> afterHead(Answer answer) {
    if (answer.status() == 200) {
      answer.discard();
      long size = Math.max(answer.contentLength(), Identity.UNKNOWN_SIZE);
      Identity identity = identities.read(answer.head(), size);
      String acceptRanges = header(answer, "Accept-Ranges");
      if (identity.sizeKnown() && acceptRanges.equals("bytes")) {
        return CompletableFuture.completedStage(found(identity, true, answer, List.of()));
      }
      return firstByte(identity);
    }
    return switch (answer.status()) {
      // Temporary, or as true of a GET: asking again would only add load.
      case 404, 408, 410, 412, 429, 502, 503, 504 -> failed(answer);
      default -> {
        answer.discard();
        yield firstByte(NOTHING);
      }
    };
  }

  private CompletionStage<Found> firstByte(Identity fromHead) {
    return requester
        .send(RequestKind.FIRST_BYTE, List.of(new HeaderField("Range", "bytes=0-0")))
        .thenCompose(answer -> afterFirstByte(fromHead, answer));
  }

  private CompletionStage<Found> afterFirstByte(Identity fromHead, Answer answer) {
    return switch (answer.status()) {
      case 206 -> CompletableFuture.completedStage(partial(fromHead, answer));
      case 200 -> CompletableFuture.completedStage(rangesIgnored(fromHead, answer));
      case 416 -> unsatisfied(fromHead, answer);
      default -> failed(answer);
    };
  }

  private Found partial(Identity fromHead, Answer answer) {
    ContentRange range = ContentRange.of(answer.head()).orElse(null);
    boolean right =
        range != null && range.is(0, 0) && !answer.mediaType().equals("multipart/byteranges");
    if (!right) {
      answer.discard();
      Identity identity = merged(fromHead, answer, Identity.UNKNOWN_SIZE);
      return found(identity, false, answer, List.of("the server answers ranges wrongly"));
    }
    // One byte: reading it keeps the connection.
    var unused = answer.error();
    boolean sized = range.total() != ContentRange.NONE;
    Identity identity = merged(fromHead, answer, sized ? range.total() : Identity.UNKNOWN_SIZE);
    return found(identity, identity.sizeKnown(), answer, List.of());
  }

  private Found rangesIgnored(Identity fromHead, Answer answer) {
    long size = answer.contentLength();
    answer.discard();
    Identity identity = merged(fromHead, answer, size);
    return found(identity, identity.sizeBytes() == 0, answer, List.of());
  }

  /** 416 is the right answer of an empty object, which has no first byte. */
  private CompletionStage<Found> unsatisfied(Identity fromHead, Answer answer) {
    boolean empty =
        ContentRange.of(answer.head())
            .filter(range -> range.unsatisfied() && range.total() == 0)
            .isPresent();
    if (empty) {
      answer.discard();
      return CompletableFuture.completedStage(
          found(merged(fromHead, answer, 0), true, answer, List.of()));
    }
    answer.discard();
    return requester.send(RequestKind.WHOLE, List.of()).thenCompose(this::whole);
  }

  /** The last resort: a plain GET whose body is not read. */
  private CompletionStage<Found> whole(Answer answer) {
    return answer.status() == 200
        ? CompletableFuture.completedStage(rangesIgnored(NOTHING, answer))
        : failed(answer);
  }

  private Identity merged(Identity fromHead, Answer answer, long sizeBytes) {
    return IdentityReader.merge(
        fromHead, identities.read(answer.head(), Math.max(sizeBytes, Identity.UNKNOWN_SIZE)));
  }

  private CompletionStage<Found> failed(Answer answer) {
    return answer
        .error()
        .thenCompose(
            error ->
                error.status() >= 300
                    ? CompletableFuture.failedStage(dialect.failureOf(error))
                    : CompletableFuture.failedStage(
                        answer
                            .failures()
                            .failure(
                                FailureKind.PROTOCOL,
                                "HTTP " + error.status() + " is not an answer to a GET",
                                "")));
  }

  private Found found(Identity identity, boolean ranges, Answer answer, List<String> remarks) {
    List<String> notes = new ArrayList<>();
    if (!standingNote.isEmpty()) {
      notes.add(standingNote);
    }
    notes.addAll(remarks);
    if (!ranges) {
      notes.add(
          "the server does not serve byte ranges of this object: it comes in one stream that cannot"
              + " be resumed");
    }
    String encoding = header(answer, "content-encoding");
    boolean encoded = !encoding.isEmpty() && !encoding.equals("identity");
    if (encoded) {
      notes.add("the object is stored with Content-Encoding " + encoding + " and kept so");
    }
    return new Found(new Probe(identity, ranges, String.join("; ", notes)), encoded);
  }

  private static String header(Answer answer, String name) {
    return answer.head().header(name).orElse("").toLowerCase(Locale.ROOT);
  }
}
