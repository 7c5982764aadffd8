package io.tributary.testkit.oss;

import java.time.Instant;

/**
 * What a signed request claims, before anything is checked.
 *
 * @param securityToken empty for none
 * @param signature as sent
 * @param made when the signature was made; {@link Instant#MIN} where that is not said
 * @param expires when it ends; {@link Instant#MAX} where only its age counts
 */
record Claim(
    String accessKeyId, String securityToken, String signature, Instant made, Instant expires) {

  /** Recomputes the signature of the request that the claim came with. */
  interface Scheme {
    Claim claim();

    String stringToSign();

    String signatureWith(String accessKeySecret);
  }
}
