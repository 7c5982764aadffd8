package io.tributary.testkit.object;

import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The conditional headers in the order of RFC 9110, 13.2.2. */
public final class Preconditions {
  private final HttpRequest request;
  private final Validators validators;

  public Preconditions(HttpRequest request, Validators validators) {
    this.request = request;
    this.validators = validators;
  }

  /** 412 or 304 when a condition fails, 0 when all hold. */
  public int failedStatus() {
    Optional<String> ifMatch = request.header("If-Match");
    Optional<String> ifNoneMatch = request.header("If-None-Match");
    if (ifMatch.isPresent() ? !strongMatch(ifMatch.get()) : modifiedAfter("If-Unmodified-Since")) {
      return 412;
    }
    if (ifNoneMatch.isPresent()) {
      return !weakMatch(ifNoneMatch.get()) ? 0 : isRead() ? 304 : 412;
    }
    return isRead() && unmodifiedSince("If-Modified-Since") ? 304 : 0;
  }

  /** False when If-Range names another state of the object: the Range header is then ignored. */
  public boolean rangeApplies() {
    return request
        .header("If-Range")
        .map(
            text ->
                text.contains("\"")
                    ? validators.hasStrongEtag() && text.equals(validators.etag())
                    : date("If-Range").filter(validators.lastModified()::equals).isPresent())
        .orElse(true);
  }

  private boolean isRead() {
    return request.isHead() || request.method().equals("GET");
  }

  private boolean strongMatch(String list) {
    return list.trim().equals("*")
        || (validators.hasStrongEtag() && tags(list).anyMatch(validators.etag()::equals));
  }

  private boolean weakMatch(String list) {
    return list.trim().equals("*")
        || (!validators.etag().isEmpty()
            && tags(list).map(Preconditions::opaque).anyMatch(opaque(validators.etag())::equals));
  }

  private static Stream<String> tags(String list) {
    return Arrays.stream(list.split(",")).map(String::trim).map(Preconditions::quoted);
  }

  /** Clients of OSS send ETags without quotes too, and OSS takes them. */
  private static String quoted(String tag) {
    return tag.contains("\"") ? tag : "\"" + tag + "\"";
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private boolean modifiedAfter(String header) {
    return validators.hasDate()
        && date(header).filter(date -> validators.lastModified().isAfter(date)).isPresent();
  }

  private boolean unmodifiedSince(String header) {
    return validators.hasDate()
        && date(header).filter(date -> !validators.lastModified().isAfter(date)).isPresent();
  }

  private Optional<Instant> date(String header) {
    return request.header(header).flatMap(HttpDate::parse);
  }
}
