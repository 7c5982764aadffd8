package io.tributary.testkit.oss;

import java.time.Instant;

/**
 * Who may sign requests.
 *
 * @param securityToken of temporary credentials, which every request must carry; empty for
 *     long-lived ones
 * @param expires when temporary credentials end
 */
public record OssAccount(
    String accessKeyId, String accessKeySecret, String securityToken, Instant expires) {

  /** Long-lived credentials. */
  public static OssAccount of(String accessKeyId, String accessKeySecret) {
    return new OssAccount(accessKeyId, accessKeySecret, "", Instant.MAX);
  }

  /** Temporary credentials, as STS gives them. */
  public static OssAccount temporary(
      String accessKeyId, String accessKeySecret, String securityToken, Instant expires) {
    return new OssAccount(accessKeyId, accessKeySecret, securityToken, expires);
  }

  @Override
  public String toString() {
    return "OssAccount[" + accessKeyId + "]";
  }
}
