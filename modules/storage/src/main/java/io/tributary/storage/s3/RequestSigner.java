package io.tributary.storage.s3;

import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestHead;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests with the vendor's own signer. */
final class RequestSigner {
  private static final String SERVICE = "s3";
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /**
   * What decides about the answer. Other headers stay unsigned: {@code Accept-Encoding}, for one,
   * is rewritten by gateways on the way.
   */
  private static final Set<String> SIGNED = Set.of("range", "if-match", "if-unmodified-since");

  private RequestSigner() {}

  static RequestHead sign(RequestHead request, AccessKeys keys, String region, Instant now) {
    SignedRequest signed =
        SIGNER.sign(
            asked ->
                asked
                    .identity(identity(keys))
                    .request(plain(request))
                    .payload(payloadOrNull(request))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    // The path is encoded once and never normalised.
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
    return withAll(request, signed.request().headers());
  }

  private static ContentStreamProvider payloadOrNull(RequestHead request) {
    return request.body().isEmpty() ? null : ContentStreamProvider.fromUtf8String(request.body());
  }

  private static SdkHttpRequest plain(RequestHead request) {
    URI target = request.target();
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(target)
            .encodedPath(target.getRawPath());
    for (HeaderField field : request.headers()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (SIGNED.contains(name) || name.startsWith("x-amz-")) {
        plain.putHeader(name, field.value().strip());
      }
    }
    return plain.build();
  }

  private static AwsCredentialsIdentity identity(AccessKeys keys) {
    return keys.securityToken().isEmpty()
        ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.accessKeySecret())
        : AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.accessKeySecret(), keys.securityToken());
  }

  /** The host is the connection's to write; it is the same, as both leave out the usual port. */
  private static RequestHead withAll(RequestHead request, Map<String, List<String>> headers) {
    Map<String, String> all = new LinkedHashMap<>();
    headers.forEach((name, values) -> all.put(name, String.join(",", values)));
    all.keySet().removeIf("Host"::equalsIgnoreCase);
    return request.withAll(all);
  }
}
