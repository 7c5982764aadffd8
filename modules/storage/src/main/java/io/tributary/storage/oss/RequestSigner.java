package io.tributary.storage.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.signer.Signer;
import com.aliyun.sdk.service.oss2.signer.SignerV1;
import com.aliyun.sdk.service.oss2.signer.SignerV4;
import com.aliyun.sdk.service.oss2.signer.SigningContext;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestHead;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs requests with the vendor's own signers. Nothing else of the vendor's SDK is touched, so
 * that its HTTP clients and XML bindings are never loaded.
 *
 * @param region empty for V1, which does not sign it
 * @param key empty for a request to the bucket itself
 */
record RequestSigner(Signature signature, String region, String bucket, String key) {
  private static final String PRODUCT = "oss";
  private static final String TOKEN_HEADER = "x-oss-security-token";

  RequestHead sign(RequestHead request, AccessKeys keys, Instant now) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HeaderField field : request.headers()) {
      // The signers would do this by the machine's locale, and sign an "ı" in a Turkish one.
      headers.put(field.name().toLowerCase(Locale.ROOT), field.value().strip());
    }
    if (!keys.securityToken().isEmpty()) {
      headers.put(TOKEN_HEADER, keys.securityToken());
    }
    signer().sign(context(request, headers, keys, now));
    return request.withAll(headers);
  }

  private Signer signer() {
    return switch (signature) {
      case V4 -> new SignerV4();
      case V1 -> new SignerV1();
    };
  }

  private SigningContext context(
      RequestHead request, Map<String, String> headers, AccessKeys keys, Instant now) {
    SigningContext context = new SigningContext();
    context.setProduct(PRODUCT);
    context.setRegion(region);
    context.setBucket(bucket);
    context.setKey(key.isEmpty() ? null : key);
    context.setSignTime(now.truncatedTo(ChronoUnit.SECONDS));
    context.setRequest(
        RequestMessage.newBuilder()
            .method(request.method())
            .uri(request.target())
            .headers(headers)
            .build());
    // The token is among the headers already: the V1 signer would name it "security-token", which
    // is documented as a query parameter only.
    context.setCredentials(new Credentials(keys.accessKeyId(), keys.accessKeySecret()));
    return context;
  }
}
