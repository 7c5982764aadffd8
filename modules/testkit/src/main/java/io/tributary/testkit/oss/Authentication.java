package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out who sent a request, in the order in which the service complains. */
final class Authentication {
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private final OssSettings settings;

  Authentication(OssSettings settings) {
    this.settings = settings;
  }

  /** The account that signed; empty when nobody did. */
  Optional<OssAccount> check(HttpRequest request, OssTarget target) {
    String authorization = request.header("Authorization").orElse("");
    if (authorization.startsWith(SignatureV4.ALGORITHM)
        || request.query().has("x-oss-signature-version")) {
      SignatureV4 signature = new SignatureV4(request, target);
      checkRegion(signature);
      return Optional.of(check(signature));
    }
    if (authorization.startsWith(SignatureV1.PREFIX) || request.query().has("OSSAccessKeyId")) {
      return Optional.of(check(new SignatureV1(request, target)));
    }
    if (!authorization.isEmpty()) {
      throw new OssErrorException(400, "InvalidArgument", "Authorization header is invalid.");
    }
    return Optional.empty();
  }

  private OssAccount check(Claim.Scheme scheme) {
    Claim claim = scheme.claim();
    checkTime(claim);
    OssAccount account =
        settings.accounts().stream()
            .filter(known -> known.accessKeyId().equals(claim.accessKeyId()))
            .findFirst()
            .orElseThrow(
                () ->
                    denied("InvalidAccessKeyId", "The OSS Access Key Id you provided is unknown.")
                        .detail("OSSAccessKeyId", claim.accessKeyId()));
    checkToken(account, claim);
    if (!scheme.signatureWith(account.accessKeySecret()).equals(claim.signature())) {
      throw denied(
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your key and signing method.")
          .detail("OSSAccessKeyId", claim.accessKeyId())
          .detail("SignatureProvided", claim.signature())
          .detail("StringToSign", scheme.stringToSign());
    }
    return account;
  }

  private void checkTime(Claim claim) {
    Instant now = settings.clock().instant();
    if (!claim.expires().equals(Instant.MAX)) {
      if (now.isAfter(claim.expires())) {
        throw denied("AccessDenied", "Request has expired.")
            .detail("Expires", claim.expires().toString())
            .detail("ServerTime", now.toString());
      }
      return;
    }
    if (Duration.between(claim.made(), now).abs().compareTo(MAX_SKEW) > 0) {
      throw denied(
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.")
          .detail("MaxAllowedSkewMilliseconds", Long.toString(MAX_SKEW.toMillis()))
          .detail("RequestTime", claim.made().toString())
          .detail("ServerTime", now.toString())
          .header("Date", HttpDate.format(now));
    }
  }

  private void checkToken(OssAccount account, Claim claim) {
    if (account.securityToken().isEmpty() && claim.securityToken().isEmpty()) {
      return;
    }
    if (claim.securityToken().isEmpty()) {
      throw denied("InvalidAccessKeyId", "The OSS Access Key Id you provided is unknown.");
    }
    if (!account.securityToken().equals(claim.securityToken())) {
      throw denied("InvalidSecurityToken", "The security token you provided is invalid.");
    }
    if (settings.clock().instant().isAfter(account.expires())) {
      throw denied("SecurityTokenExpired", "The security token you provided has expired.");
    }
  }

  private void checkRegion(SignatureV4 signature) {
    if (!signature.region().equals(settings.region())) {
      throw new OssErrorException(
              400, "InvalidArgument", "Invalid signing region in Authorization header.")
          .detail("EC", "0002-00000226");
    }
  }

  private static OssErrorException denied(String code, String message) {
    return new OssErrorException(403, code, message);
  }
}
