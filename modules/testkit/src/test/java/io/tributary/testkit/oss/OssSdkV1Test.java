package io.tributary.testkit.oss;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.DownloadFileRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.OSSObject;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.ProxyServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.http.PathText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.After;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The vendor's first Java SDK against the testkit. */
public final class OssSdkV1Test extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer server =
      ObjectServer.builder()
          .oss(
              OssSettings.of(
                      OssAccount.of("AK", "secret"),
                      OssAccount.temporary("STS.AK", "secret2", "token+/=", Instant.MAX))
                  .withBucket("empty"))
          .start();

  @After
  public void close() {
    server.close();
  }

  @Test
  public void downloadFileWithSignatureV1() throws Exception {
    downloadFile(client("AK", "secret", "", SignVersion.V1));
  }

  @Test
  public void downloadFileWithSignatureV4() throws Exception {
    downloadFile(client("AK", "secret", "", SignVersion.V4));
  }

  @Test
  public void downloadFileWithTemporaryCredentials() throws Exception {
    downloadFile(client("STS.AK", "secret2", "token+/=", SignVersion.V1));
    downloadFile(client("STS.AK", "secret2", "token+/=", SignVersion.V4));
  }

  private void downloadFile(OSS client) throws Exception {
    try {
      Content content = Content.synthetic(1, 3_000_000);
      server.put("/bucket/dir/a +%?&=ü.bin", content);
      Path file = folder.newFolder().toPath().resolve("out");
      DownloadFileRequest request = new DownloadFileRequest("bucket", "dir/a +%?&=ü.bin");
      request.setDownloadFile(file.toString());
      request.setPartSize(500_000);
      request.setTaskNum(4);
      request.setEnableCheckpoint(true);
      client.downloadFile(request);
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
      assertTrue(server.requests().stream().anyMatch(r -> r.status() == 206));
    } catch (Error | Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    } finally {
      client.shutdown();
    }
  }

  @Test
  public void aRangeAndTheCrcOfTheWhole() throws Exception {
    OSS client = client("AK", "secret", "", SignVersion.V4);
    Content content = Content.synthetic(2, 100_000);
    server.put("/bucket/key", content);
    GetObjectRequest request = new GetObjectRequest("bucket", "key");
    request.setRange(1000, 1999);
    try (OSSObject object = client.getObject(request);
        InputStream body = object.getObjectContent()) {
      assertArrayEquals(content.slice(1000, 1000), body.readAllBytes());
      assertEquals(
          Long.toUnsignedString(ContentDigest.crc64(content)),
          object.getObjectMetadata().getRawMetadata().get("x-oss-hash-crc64ecma"));
    }
    client.shutdown();
  }

  @Test
  public void aWholeObjectPassesItsCrcCheck() throws Exception {
    OSS client = client("AK", "secret", "", SignVersion.V1);
    server.put("/bucket/key", Content.synthetic(2, 100_000));
    client.getObject(new GetObjectRequest("bucket", "key"), folder.newFile().getAbsoluteFile());
    client.shutdown();
  }

  @Test
  public void virtualHostedBucketsThroughAProxy() throws Exception {
    server.put("/bucket/dir/k", Content.of("hello"));
    try (ProxyServer proxy = ProxyServer.start()) {
      proxy.route("bucket.oss-cn-hangzhou.aliyuncs.com", server.port());
      ClientBuilderConfiguration configuration = configuration(SignVersion.V4);
      configuration.setProxyHost("127.0.0.1");
      configuration.setProxyPort(proxy.port());
      configuration.setSLDEnabled(false);
      OSS client = client("http://oss-cn-hangzhou.aliyuncs.com", "AK", "secret", "", configuration);
      try (InputStream body = client.getObject("bucket", "dir/k").getObjectContent()) {
        assertEquals("hello", new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      client.shutdown();
      assertEquals("/dir/k", server.requests().get(0).path());
    }
  }

  @Test
  public void presignedUrlsOfBothVersions() throws Exception {
    server.put("/bucket/a b", Content.of("hello"));
    for (SignVersion version : SignVersion.values()) {
      if (version == SignVersion.V2) {
        continue;
      }
      OSS client = client("STS.AK", "secret2", "token+/=", version);
      URL url =
          client.generatePresignedUrl("bucket", "a b", Date.from(Instant.now().plusSeconds(60)));
      try (InputStream body = url.openStream()) {
        assertEquals("hello", new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      client.shutdown();
    }
  }

  @Test
  public void listingsArePaged() {
    OSS client = client("AK", "secret", "", SignVersion.V4);
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < 35; i++) {
      server.put("/bucket/p/k <" + i + ">\u0001", Content.of("x"));
      expected.add("p/k <" + i + ">\u0001");
    }
    server.put("/bucket/p/sub/z", Content.of("x"));
    server.put("/bucket/q", Content.of("x"));
    ListObjectsV2Request request = new ListObjectsV2Request("bucket", "p/");
    request.setDelimiter("/");
    request.setMaxKeys(10);
    request.setEncodingType("url");
    List<String> keys = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    ListObjectsV2Result result;
    do {
      result = client.listObjectsV2(request);
      result.getObjectSummaries().forEach(summary -> keys.add(PathText.decode(summary.getKey())));
      prefixes.addAll(result.getCommonPrefixes());
      request.setContinuationToken(result.getNextContinuationToken());
    } while (result.isTruncated());
    assertEquals(expected, keys);
    assertEquals(List.of("p/sub/"), prefixes);
    assertEquals(0, client.listObjects("empty").getObjectSummaries().size());
    client.shutdown();
  }

  @Test
  public void uploadsAndAppendsCanBeReadBack() throws Exception {
    OSS client = client("AK", "secret", "", SignVersion.V1);
    client.putObject("empty", "k", new ByteArrayInputStream(new byte[] {1, 2, 3}));
    try (OSSObject object = client.getObject("empty", "k");
        InputStream body = object.getObjectContent()) {
      assertArrayEquals(new byte[] {1, 2, 3}, body.readAllBytes());
    }
    AppendObjectRequest append =
        new AppendObjectRequest("empty", "log", new ByteArrayInputStream(new byte[] {4, 5}));
    append.setPosition(0L);
    append.setPosition(client.appendObject(append).getNextPosition());
    append.setInputStream(new ByteArrayInputStream(new byte[] {6}));
    assertEquals(Long.valueOf(3), client.appendObject(append).getNextPosition());
    client.deleteObject("empty", "k");
    assertEquals(1, client.listObjects("empty").getObjectSummaries().size());
    client.shutdown();
  }

  @Test
  public void errorsAreTheServices() {
    server.put("/bucket/key", Content.of("x"));
    assertCode("SignatureDoesNotMatch", "AK", "wrong", "", "key");
    assertCode("InvalidAccessKeyId", "nobody", "secret", "", "key");
    assertCode("InvalidAccessKeyId", "STS.AK", "secret2", "", "key");
    assertCode("InvalidSecurityToken", "STS.AK", "secret2", "other", "key");
    assertCode("NoSuchKey", "AK", "secret", "", "other");
  }

  private void assertCode(String code, String id, String secret, String token, String key) {
    for (SignVersion version : new SignVersion[] {SignVersion.V1, SignVersion.V4}) {
      OSS client = client(id, secret, token, version);
      OSSException e =
          Assert.assertThrows(OSSException.class, () -> client.getObject("bucket", key));
      assertEquals(code, e.getErrorCode());
      client.shutdown();
    }
  }

  private OSS client(String id, String secret, String token, SignVersion version) {
    return client(server.origin(), id, secret, token, configuration(version));
  }

  private static ClientBuilderConfiguration configuration(SignVersion version) {
    ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
    configuration.setSignatureVersion(version);
    configuration.setMaxErrorRetry(0);
    configuration.setSLDEnabled(true);
    return configuration;
  }

  private static OSS client(
      String endpoint,
      String id,
      String secret,
      String token,
      ClientBuilderConfiguration configuration) {
    return OSSClientBuilder.create()
        .endpoint(endpoint)
        .credentialsProvider(
            new DefaultCredentialProvider(id, secret, token.isEmpty() ? null : token))
        .clientConfiguration(configuration)
        .region("cn-hangzhou")
        .build();
  }
}
