package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.Service;
import io.tributary.testkit.object.ObjectStore;
import java.util.Optional;

/**
 * The object operations of Alibaba Cloud OSS that downloads and their tests meet: GetObject,
 * HeadObject, ListObjects and ListObjectsV2, RestoreObject, and simple PutObject, AppendObject and
 * DeleteObject.
 */
public final class OssService implements Service {
  private final ObjectStore objects;
  private final OssSettings settings;
  private final Authentication authentication;
  private final Restores restores;
  private final ObjectReads reads;

  public OssService(ObjectStore objects, OssSettings settings) {
    this.objects = objects;
    this.settings = settings;
    this.authentication = new Authentication(settings);
    this.restores = new Restores(objects, settings.restoreTime(), settings.clock());
    this.reads = new ObjectReads(objects, restores);
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    try {
      return decorated(request, checkedAnswer(request));
    } catch (OssErrorException e) {
      return decorated(request, OssErrors.response(request, e));
    }
  }

  private HttpResponse decorated(HttpRequest request, HttpResponse response) {
    HttpResponse dated =
        response.headers().has("Date")
            ? response
            : response.withHeader("Date", HttpDate.format(settings.clock().instant()));
    return dated
        .withHeader("Server", "AliyunOSS")
        .withHeader("x-oss-request-id", OssErrors.requestId(request));
  }

  private HttpResponse checkedAnswer(HttpRequest request) {
    OssTarget target = OssTarget.of(request, settings);
    Optional<OssAccount> account = authentication.check(request, target);
    checkBucket(target);
    checkAccess(request, target, account);
    HttpResponse response = dispatch(request, target);
    long bytesPerSecond = TrafficLimit.bytesPerSecond(request);
    return bytesPerSecond == 0 ? response : response.withRate(bytesPerSecond);
  }

  private HttpResponse dispatch(HttpRequest request, OssTarget target) {
    boolean object = target.isObject();
    return switch (request.method()) {
      case "GET" ->
          object ? reads.answer(request, target) : new Listing(objects, request, target).answer();
      case "HEAD" -> object ? reads.answer(request, target) : HttpResponse.of(200);
      case "POST" ->
          object && request.query().has("restore")
              ? restores.answer(request, target)
              : new ObjectWrites(objects, request, target).answer();
      case "PUT", "DELETE" -> new ObjectWrites(objects, request, target).answer();
      default -> throw notAllowed();
    };
  }

  private void checkBucket(OssTarget target) {
    if (target.bucket().isEmpty()) {
      throw notAllowed();
    }
    boolean exists =
        settings.buckets().contains(target.bucket())
            || settings.publicBuckets().contains(target.bucket())
            || !objects.pathsAfter("", "/" + target.bucket() + "/", 1).isEmpty();
    if (!exists) {
      throw new OssErrorException(404, "NoSuchBucket", "The specified bucket does not exist.")
          .detail("BucketName", target.bucket());
    }
  }

  private void checkAccess(HttpRequest request, OssTarget target, Optional<OssAccount> account) {
    boolean read = request.isHead() || request.method().equals("GET");
    boolean restore = request.method().equals("POST") && request.query().has("restore");
    boolean open = (read || restore) && settings.publicBuckets().contains(target.bucket());
    if (account.isEmpty() && !open) {
      throw new OssErrorException(
          403, "AccessDenied", "You have no right to access this object because of bucket acl.");
    }
    if (settings.requesterPays().contains(target.bucket()) && !payerNamed(request)) {
      throw new OssErrorException(403, "AccessDenied", "Access denied for requester pay bucket");
    }
  }

  private static boolean payerNamed(HttpRequest request) {
    return request
        .header("x-oss-request-payer")
        .or(() -> request.query().first("x-oss-request-payer"))
        .filter("requester"::equals)
        .isPresent();
  }

  private static OssErrorException notAllowed() {
    return new OssErrorException(
        405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}
