package io.tributary.testkit.oss;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.credentials.AnonymousCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.transfermanager.Downloader;
import com.aliyun.sdk.service.oss2.transfermanager.DownloaderOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.After;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The vendor's second Java SDK against the testkit. */
@SuppressWarnings("try") // The vendor's close() declares Exception.
public final class OssSdkV2Test extends JUnitSuite {
  private static final String KEY = "dir/a +%?&=ü.bin";
  private static final OssSettings SETTINGS =
      OssSettings.of(
              OssAccount.of("AK", "secret"),
              OssAccount.temporary("STS.AK", "secret2", "token+/=", Instant.MAX))
          .withPublicBucket("public")
          .withRequesterPays("payer");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final CredentialsProvider lasting = new StaticCredentialsProvider("AK", "secret");
  private final CredentialsProvider temporary =
      new StaticCredentialsProvider("STS.AK", "secret2", "token+/=");
  private ObjectServer server = ObjectServer.builder().oss(SETTINGS).start();

  @After
  public void close() {
    server.close();
  }

  @Test
  public void objectsAndRangesWithBothSignatures() throws Exception {
    Content content = Content.synthetic(1, 300_000);
    server.put("/bucket/" + KEY, content);
    for (String version : List.of("v1", "v4")) {
      for (CredentialsProvider credentials : List.of(lasting, temporary)) {
        try (OSSClient client = client(credentials, version, "cn-hangzhou")) {
          GetObjectRequest.Builder request = get("bucket", KEY);
          if (credentials == temporary && version.equals("v1")) {
            // This SDK's signer writes "security-token", which the API reference does not know.
            request.header("x-oss-security-token", "token+/=");
          }
          assertArrayEquals(content.toByteArray(), read(client, request.build()));
          assertArrayEquals(
              content.slice(100, 200), read(client, request.range("bytes=100-299").build()));
        }
      }
    }
  }

  @Test
  public void additionalHeadersAreSignedToo() throws Exception {
    server.put("/bucket/k", Content.of("hello"));
    OSSClientBuilder builder = builder(lasting, "v4", "cn-hangzhou");
    try (OSSClient client = builder.additionalHeaders(List.of("range", "if-match")).build()) {
      assertEquals(2, read(client, get("bucket", "k").range("bytes=1-2").build()).length);
    }
    String signed = server.requests().get(0).header("Authorization").orElseThrow();
    assertTrue(signed.contains("AdditionalHeaders=range,"));
  }

  @Test
  public void theDownloaderFindsEveryByteAndItsCrc() throws Exception {
    Content content = Content.synthetic(2, 3_000_000);
    server.put("/bucket/" + KEY, content);
    Path file = folder.newFolder().toPath().resolve("out");
    try (OSSClient client = client(lasting, "v4", "cn-hangzhou")) {
      DownloaderOptions options =
          DownloaderOptions.newBuilder()
              .partSize(500_000)
              .parallelNum(3)
              .enableCRC64Check(true)
              .build();
      new Downloader(client, options).downloadFile(get("bucket", KEY).build(), file.toString());
    }
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
    assertTrue(server.requests().size() > 5);
  }

  @Test
  public void theCrcOfTheWholeIsSentWithAPart() throws Exception {
    Content content = Content.synthetic(3, 5000);
    server.put("/bucket/k", content);
    try (OSSClient client = client(lasting, "v4", "cn-hangzhou");
        GetObjectResult part = client.getObject(get("bucket", "k").range("bytes=0-9").build())) {
      assertEquals(Long.toUnsignedString(ContentDigest.crc64(content)), part.hashCrc64ecma());
      assertEquals("bytes 0-9/5000", part.contentRange());
      assertEquals("Normal", part.objectType());
    }
  }

  @Test
  public void presignedUrlsOfBothVersions() throws Exception {
    server.put("/bucket/" + KEY, Content.of("hello"));
    for (String version : List.of("v1", "v4")) {
      try (OSSClient client = client(temporary, version, "cn-hangzhou")) {
        PresignOptions options =
            PresignOptions.newBuilder().expiration(Duration.ofMinutes(1)).build();
        String url = client.presign(get("bucket", KEY).build(), options).url();
        try (InputStream body = URI.create(url).toURL().openStream()) {
          assertEquals("hello", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  public void keysAreListedAsTheyAre() throws Exception {
    server.put("/bucket/a<\u0001>&+ %2F", Content.of("x"));
    server.put("/bucket/b", Content.of("xy"));
    try (OSSClient client = client(lasting, "v4", "cn-hangzhou")) {
      ListObjectsV2Result result =
          client.listObjectsV2(
              ListObjectsV2Request.newBuilder().bucket("bucket").maxKeys(1L).build());
      assertEquals("a<\u0001>&+ %2F", result.contents().get(0).key());
      assertTrue(result.isTruncated());
      ListObjectsV2Result next =
          client.listObjectsV2(
              ListObjectsV2Request.newBuilder()
                  .bucket("bucket")
                  .continuationToken(result.nextContinuationToken())
                  .build());
      assertEquals("b", next.contents().get(0).key());
      assertEquals(Long.valueOf(2), next.contents().get(0).size());
    }
  }

  @Test
  public void anonymousReadersSeePublicBucketsOnly() throws Exception {
    server.put("/public/k", Content.of("hello"));
    server.put("/bucket/k", Content.of("hello"));
    try (OSSClient client = client(new AnonymousCredentialsProvider(), "v4", "cn-hangzhou")) {
      assertEquals(5, read(client, get("public", "k").build()).length);
      assertCode(403, "AccessDenied", client, get("bucket", "k").build());
      assertCode(404, "NoSuchBucket", client, get("nowhere", "k").build());
    }
  }

  @Test
  public void theWrongRegionIsRefused() throws Exception {
    server.put("/bucket/k", Content.of("hello"));
    try (OSSClient client = client(lasting, "v4", "cn-beijing")) {
      ServiceException e = assertCode(400, "InvalidArgument", client, get("bucket", "k").build());
      assertEquals("Invalid signing region in Authorization header.", e.errorMessage());
      assertEquals("0002-00000226", e.ec());
    }
  }

  @Test
  public void aWrongSecretIsRefused() throws Exception {
    server.put("/bucket/k", Content.of("hello"));
    for (String version : List.of("v1", "v4")) {
      CredentialsProvider wrong = new StaticCredentialsProvider("AK", "wrong");
      try (OSSClient client = client(wrong, version, "cn-hangzhou")) {
        assertCode(403, "SignatureDoesNotMatch", client, get("bucket", "k").build());
      }
    }
  }

  @Test
  public void aSkewedClockIsRefused() throws Exception {
    server.close();
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
    server = ObjectServer.builder().oss(SETTINGS.withClock(late)).start();
    server.put("/bucket/k", Content.of("hello"));
    for (String version : List.of("v1", "v4")) {
      try (OSSClient client = client(lasting, version, "cn-hangzhou")) {
        assertCode(403, "RequestTimeTooSkewed", client, get("bucket", "k").build());
      }
    }
  }

  @Test
  public void headsCarryTheirErrorInAHeader() throws Exception {
    server.put("/bucket/k", Content.of("hello"));
    try (OSSClient client = client(lasting, "v4", "cn-hangzhou")) {
      HeadObjectRequest request =
          HeadObjectRequest.newBuilder().bucket("bucket").key("other").build();
      Exception e = Assert.assertThrows(Exception.class, () -> client.headObject(request));
      assertEquals("NoSuchKey", serviceError(e).errorCode());
    }
  }

  @Test
  public void requestersOfAPayingBucketSaySo() throws Exception {
    server.put("/payer/k", Content.of("hello"));
    try (OSSClient client = client(lasting, "v4", "cn-hangzhou")) {
      assertCode(403, "AccessDenied", client, get("payer", "k").build());
      assertEquals(5, read(client, get("payer", "k").requestPayer("requester").build()).length);
    }
  }

  private static ServiceException assertCode(
      int status, String code, OSSClient client, GetObjectRequest request) {
    Exception e = Assert.assertThrows(Exception.class, () -> client.getObject(request));
    ServiceException error = serviceError(e);
    assertEquals(code, error.errorCode());
    assertEquals(status, error.statusCode());
    return error;
  }

  private static ServiceException serviceError(Throwable e) {
    return e instanceof ServiceException error ? error : serviceError(e.getCause());
  }

  private static byte[] read(OSSClient client, GetObjectRequest request) throws Exception {
    try (GetObjectResult result = client.getObject(request)) {
      return result.body().readAllBytes();
    }
  }

  private static GetObjectRequest.Builder get(String bucket, String key) {
    return GetObjectRequest.newBuilder().bucket(bucket).key(key);
  }

  private OSSClient client(CredentialsProvider credentials, String version, String region) {
    return builder(credentials, version, region).build();
  }

  private OSSClientBuilder builder(CredentialsProvider credentials, String version, String region) {
    return OSSClient.newBuilder()
        .credentialsProvider(credentials)
        .region(region)
        .endpoint(server.origin())
        .usePathStyle(true)
        .signatureVersion(version)
        .retryMaxAttempts(1);
  }
}
