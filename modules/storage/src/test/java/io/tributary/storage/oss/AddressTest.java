package io.tributary.storage.oss;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.Signature;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class AddressTest extends JUnitSuite {
  private static final BucketLocator OBJECT = new BucketLocator("oss", "river", "a/b.bin", "");

  @Test
  public void aRegionAloneGivesThePublicEndpointOverTls() {
    Address address = Address.of(OBJECT, options("", "cn-hangzhou", Addressing.AUTO));
    assertEquals("https://river.oss-cn-hangzhou.aliyuncs.com:443/a/b.bin", address.url());
    assertEquals("cn-hangzhou", address.region());
  }

  @Test
  public void standardEndpointsNameTheirRegion() {
    assertRegion("cn-hangzhou", "oss-cn-hangzhou.aliyuncs.com");
    assertRegion("cn-hangzhou", "oss-cn-hangzhou-internal.aliyuncs.com");
    assertRegion("cn-hangzhou", "http://OSS-cn-hangzhou-internal.aliyuncs.com/");
    assertRegion("us-west-1", "https://us-west-1.oss.aliyuncs.com");
    assertRegion("cn-beijing", "vpc100-oss-cn-beijing.aliyuncs.com");
    assertRegion("ap-southeast-1", "river.oss-ap-southeast-1.aliyuncs.com");
    assertRegion("cn-hangzhou", "oss-cn-hangzhou");
  }

  @Test
  public void everyKindOfEndpointLeadsToItsHost() {
    assertUrl("https://river.oss-accelerate.aliyuncs.com:443/a/b.bin", "oss-accelerate");
    assertUrl(
        "https://river.oss-accelerate-overseas.aliyuncs.com:443/a/b.bin",
        "oss-accelerate-overseas.aliyuncs.com");
    assertUrl(
        "https://river.oss-cn-hangzhou-internal.aliyuncs.com:443/a/b.bin",
        "oss-cn-hangzhou-internal");
    assertUrl(
        "https://river.oss-cn-hangzhou.aliyuncs.com:443/a/b.bin",
        "river.oss-cn-hangzhou.aliyuncs.com");
    assertUrl("http://river.store.example.com:8080/a/b.bin", "http://store.example.com:8080");
    assertUrl("http://10.1.2.3:80/river/a/b.bin", "http://10.1.2.3");
    assertUrl("https://[fd00::1]:9000/river/a/b.bin", "https://[fd00::1]:9000/");
    assertUrl("http://localhost:9000/river/a/b.bin", "http://localhost:9000");
  }

  @Test
  public void explicitAddressingIsObeyed() {
    assertEquals(
        "https://files.example.com:443/a/b.bin",
        Address.of(OBJECT, options("files.example.com", "r", Addressing.CNAME)).url());
    assertEquals(
        "https://files.example.com:443/river/a/b.bin",
        Address.of(OBJECT, options("files.example.com", "r", Addressing.PATH)).url());
    assertEquals(
        "http://river.localhost:80/a/b.bin",
        Address.of(OBJECT, options("http://localhost", "r", Addressing.VIRTUAL)).url());
  }

  @Test
  public void aGivenRegionWinsAndMayCarryItsPrefix() {
    assertEquals(
        "cn-hangzhou-finance",
        Address.of(OBJECT, options("oss-cn-hzfinance", "cn-hangzhou-finance", Addressing.AUTO))
            .region());
    assertEquals(
        "https://river.oss-cn-hangzhou.aliyuncs.com:443/a/b.bin",
        Address.of(OBJECT, options("", "oss-cn-hangzhou", Addressing.AUTO)).url());
  }

  @Test
  public void theKeyIsEncodedOnceAndNothingIsNormalised() {
    assertPath("/a%20b%2Bc%25d%3Fe%23f", "a b+c%d?e#f");
    assertPath("/%E6%B2%B3/%F0%9F%8C%8A", "河/🌊");
    assertPath("//lead", "/lead");
    assertPath("/a//b/", "a//b/");
    assertPath("/a/../b/./c/..", "a/../b/./c/..");
    assertPath("/..", "..");
    assertPath("/%25E6%2500%2A%27~", "%E6%00*'~");
  }

  @Test
  public void theVersionIsAnEncodedQueryParameter() {
    BucketLocator old = new BucketLocator("oss", "river", "k", "CAEQ=&x");
    Address address = Address.of(old, options("", "cn-hangzhou", Addressing.AUTO));
    assertEquals("/k?versionId=CAEQ%3D%26x", address.requestTarget());
  }

  @Test
  public void v4WithoutARegionSaysWhatToGive() {
    for (String endpoint : new String[] {"oss-accelerate.aliyuncs.com", "files.example.com"}) {
      TributaryException refused =
          Assert.assertThrows(
              TributaryException.class,
              () -> Address.of(OBJECT, options(endpoint, "", Addressing.AUTO)));
      assertEquals(FailureKind.USAGE, refused.kind());
      assertTrue(refused.getMessage(), refused.getMessage().contains("--region"));
    }
  }

  @Test
  public void v1AndAnonymousRequestsNeedNoRegion() {
    Address.of(OBJECT, options("files.example.com", "", Signature.V1, false));
    Address.of(OBJECT, options("files.example.com", "", Signature.V4, true));
  }

  @Test
  public void neitherRegionNorEndpointIsAUsageFailure() {
    assertUsage(OBJECT, options("", "", Addressing.AUTO), "--region");
  }

  @Test
  public void unusableEndpointsAreRefusedWithoutRepeatingThem() {
    String[] unusable = {
      "ftp://oss.example.com",
      "https://user:hunter2@oss.example.com",
      "https://oss.example.com/path",
      "https://oss.example.com?hunter2",
      "https://oss.example.com:0",
      "https://oss.example.com:65536",
      "a b",
      "https://",
      "oss.example.com#f"
    };
    for (String endpoint : unusable) {
      String message = assertUsage(OBJECT, options(endpoint, "r", Addressing.AUTO), "endpoint");
      assertFalse(message, message.contains("hunter2"));
    }
  }

  @Test
  public void namesThatCouldChangeTheHostAreRefused() {
    for (String bucket : new String[] {"evil.com/x", "a@b", "Up", "ab", "-ab", "a_b", "a..b"}) {
      assertUsage(
          new BucketLocator("oss", bucket, "k", ""),
          options("", "cn-hangzhou", Addressing.AUTO),
          "bucket");
    }
    for (String region : new String[] {"evil.com/x", "cn hangzhou", "a@b", "-"}) {
      assertUsage(OBJECT, options("", region, Addressing.AUTO), "region");
    }
  }

  @Test
  public void aKeyWithoutUtf8FormIsRefused() {
    assertUsage(
        new BucketLocator("oss", "river", "a\ud800b", ""),
        options("", "cn-hangzhou", Addressing.AUTO),
        "Unicode");
  }

  private static String assertUsage(BucketLocator locator, SourceOptions options, String word) {
    TributaryException refused =
        Assert.assertThrows(TributaryException.class, () -> Address.of(locator, options));
    assertEquals(FailureKind.USAGE, refused.kind());
    assertTrue(refused.getMessage(), refused.getMessage().contains(word));
    return refused.getMessage();
  }

  private static void assertRegion(String region, String endpoint) {
    assertEquals(region, Address.of(OBJECT, options(endpoint, "", Addressing.AUTO)).region());
  }

  private static void assertUrl(String url, String endpoint) {
    assertEquals(url, Address.of(OBJECT, options(endpoint, "r", Addressing.AUTO)).url());
  }

  private static void assertPath(String path, String key) {
    BucketLocator locator = new BucketLocator("oss", "river", key, "");
    Address address = Address.of(locator, options("", "cn-hangzhou", Addressing.AUTO));
    assertEquals(path, address.requestTarget());
  }

  private static SourceOptions options(String endpoint, String region, Addressing addressing) {
    return options(endpoint, region, Signature.V4, addressing, false);
  }

  private static SourceOptions options(
      String endpoint, String region, Signature signature, boolean anonymous) {
    return options(endpoint, region, signature, Addressing.AUTO, anonymous);
  }

  private static SourceOptions options(
      String endpoint,
      String region,
      Signature signature,
      Addressing addressing,
      boolean anonymous) {
    return SourceOptions.builder()
        .endpoint(endpoint)
        .region(region)
        .signature(signature)
        .addressing(addressing)
        .anonymous(anonymous)
        .build();
  }
}
