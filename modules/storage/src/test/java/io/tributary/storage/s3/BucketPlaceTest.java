package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestKind;
import io.tributary.storage.http.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BucketPlaceTest extends JUnitSuite {

  @Test
  public void theVendorsEndpointIsThatOfTheRegionWithTheBucketInFront() {
    assertUrl("https://river.s3.eu-central-1.amazonaws.com:443/k", "", "eu-central-1");
    assertUrl("https://river.s3.cn-north-1.amazonaws.com.cn:443/k", "", "cn-north-1");
    assertUrl("https://river.s3.us-east-1.amazonaws.com:443/k", "", "");
  }

  /** The certificate's wildcard covers one label. */
  @Test
  public void bucketsThatFitNoHostNameGoIntoThePath() {
    String host = "https://s3.eu-central-1.amazonaws.com:443/";
    assertEquals(host + "my.bucket/k", url("my.bucket", "", "eu-central-1", Addressing.AUTO));
    assertEquals(host + "Old_one/k", url("Old_one", "", "eu-central-1", Addressing.AUTO));
  }

  @Test
  public void otherEndpointsTakeTheBucketInThePathUnlessToldOtherwise() {
    assertUrl("http://127.0.0.1:9000/river/k", "http://127.0.0.1:9000", "");
    assertUrl("https://minio.example.com:443/river/k", "minio.example.com", "");
    assertEquals(
        "https://river.minio.example.com:443/k",
        url("river", "minio.example.com", "", Addressing.VIRTUAL));
    assertEquals(
        "https://files.example.com:443/k", url("river", "files.example.com", "", Addressing.CNAME));
    assertEquals(
        "https://s3.eu-west-1.amazonaws.com:443/river/k",
        url("river", "", "eu-west-1", Addressing.PATH));
  }

  @Test
  public void theVendorsOwnEndpointsTakeTheBucketInFrontOnce() {
    assertUrl(
        "https://river.s3.dualstack.eu-west-1.amazonaws.com:443/k",
        "s3.dualstack.eu-west-1.amazonaws.com",
        "");
    assertUrl(
        "https://river.s3.eu-west-1.amazonaws.com:443/k",
        "https://river.s3.eu-west-1.amazonaws.com",
        "");
  }

  @Test
  public void theRegionIsReadOffTheEndpoint() {
    assertRegion("eu-west-1", "s3.eu-west-1.amazonaws.com");
    assertRegion("eu-west-1", "s3-eu-west-1.amazonaws.com");
    assertRegion("ap-south-1", "s3.dualstack.ap-south-1.amazonaws.com");
    assertRegion("us-gov-west-1", "s3-fips.us-gov-west-1.amazonaws.com");
    assertRegion("fr-par", "s3.fr-par.scw.cloud");
    assertRegion("us-east-1", "s3.amazonaws.com");
    assertRegion("us-east-1", "s3-accelerate.amazonaws.com");
    assertRegion("us-east-1", "minio.example.com");
    assertRegion("us-east-1", "s3.my-company.com");
  }

  @Test
  public void optionsGoBeforeTheEnvironmentAndThatBeforeTheProfile() {
    UsualPlace usual =
        new UsualPlace(
            Map.of("AWS_REGION", "eu-north-1", "AWS_ENDPOINT_URL_S3", "http://10.0.0.7:9000"),
            Optional::empty);
    BucketPlace set = place("river", "", "", Addressing.AUTO, usual);
    assertEquals("eu-north-1", set.region());
    assertEquals("http://10.0.0.7:9000/river/k", set.url("k", ""));
    BucketPlace given = place("river", "http://10.0.0.8", "eu-west-3", Addressing.AUTO, usual);
    assertEquals("eu-west-3", given.region());
    assertEquals("http://10.0.0.8:80/river/k", given.url("k", ""));
  }

  @Test
  public void aRegionThatTheServiceNamesIsWhereThingsGoFromThenOn() {
    BucketPlace place = place("river", "", "us-east-1", Addressing.AUTO, S3Setup.nowhere());
    assertTrue(place.learned().learn(naming(301, "eu-south-2")));
    assertEquals("eu-south-2", place.region());
    assertEquals("https://river.s3.eu-south-2.amazonaws.com:443/k", place.url("k", ""));
  }

  @Test
  public void onlyNamesOfRegionsAreLearned() {
    BucketPlace place = place("river", "", "us-east-1", Addressing.AUTO, S3Setup.nowhere());
    for (String evil : new String[] {"evil.com/", "a@b", "x.evil", "-", "a\tb"}) {
      assertFalse(evil, place.learned().learn(naming(301, evil)));
    }
    assertFalse("a plain denial", place.learned().learn(naming(403, "eu-south-2")));
    assertEquals("us-east-1", place.region());
  }

  @Test
  public void keyAndVersionAreEncodedOnceAndNothingIsNormalised() {
    BucketPlace place = place("river", "http://h", "", Addressing.AUTO, S3Setup.nowhere());
    assertEquals("http://h:80/river/a%20b%2Bc%25d%3Fe%23f", place.url("a b+c%d?e#f", ""));
    assertEquals("http://h:80/river//a//../b/./", place.url("/a//../b/./", ""));
    assertEquals("http://h:80/river/k?versionId=a%26b", place.url("k", "versionId=a%26b"));
  }

  @Test
  public void whatCannotWorkIsAUsageFailure() {
    assertUsage("evil.com/x", "", "", "bucket");
    assertUsage("a@b", "", "", "bucket");
    assertUsage("a..b", "", "", "bucket");
    assertUsage("river--use1-az4--x-s3", "", "", "S3 Express");
    assertUsage("river", "", "evil.com/x", "region");
    String message = assertUsage("river", "https://user:hunter2@h", "", "endpoint");
    assertFalse(message, message.contains("hunter2"));
  }

  private static ErrorResponse naming(int status, String region) {
    HeaderField header = new HeaderField("x-amz-bucket-region", region);
    return new ErrorResponse(RequestKind.HEAD, new ResponseHead(status, List.of(header)), "");
  }

  private static String assertUsage(String bucket, String endpoint, String region, String word) {
    TributaryException refused =
        Assert.assertThrows(
            bucket, TributaryException.class, () -> url(bucket, endpoint, region, Addressing.AUTO));
    assertEquals(FailureKind.USAGE, refused.kind());
    assertTrue(refused.getMessage(), refused.getMessage().contains(word));
    return refused.getMessage();
  }

  private static void assertUrl(String url, String endpoint, String region) {
    assertEquals(url, url("river", endpoint, region, Addressing.AUTO));
  }

  private static void assertRegion(String region, String endpoint) {
    assertEquals(
        endpoint,
        region,
        place("river", endpoint, "", Addressing.AUTO, S3Setup.nowhere()).region());
  }

  private static String url(String bucket, String endpoint, String region, Addressing style) {
    return place(bucket, endpoint, region, style, S3Setup.nowhere()).url("k", "");
  }

  private static BucketPlace place(
      String bucket, String endpoint, String region, Addressing style, UsualPlace usual) {
    SourceOptions options = S3Setup.options(endpoint, region, style);
    return BucketPlace.of(
        new BucketLocator("s3", bucket, "k", ""), options, usual, new BucketRegion());
  }
}
