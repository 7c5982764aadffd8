package io.tributary.benchmarks.worker;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.DownloadFileRequest;
import java.io.IOException;
import java.net.URI;

/**
 * {@code downloadFile} of the vendor's SDK. It signs its requests, with a key that the origin does
 * not look at; the first part of the URL's path is the bucket.
 */
final class OssSdkWorker {
  private static final long PART_BYTES = 8L << 20;
  private static final String REGION = "cn-hangzhou";

  private OSS client;
  private String endpoint = "";

  private OssSdkWorker() {}

  public static void main(String[] arguments) {
    Worker.main(arguments, () -> new OssSdkWorker()::fetch);
  }

  private void fetch(Order order) throws Exception {
    URI url = URI.create(order.url());
    String[] path = url.getPath().substring(1).split("/", 2);
    DownloadFileRequest request = new DownloadFileRequest(path[0], path[1]);
    request.setDownloadFile(order.destination().toString());
    request.setPartSize(PART_BYTES);
    request.setTaskNum(order.connections());
    try {
      client(url.resolve("/").toString()).downloadFile(request);
    } catch (Error | Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
    Worker.sync(order);
  }

  private OSS client(String wanted) {
    if (!wanted.equals(endpoint)) {
      endpoint = wanted;
      ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
      configuration.setSignatureVersion(SignVersion.V4);
      configuration.setSLDEnabled(true);
      configuration.setVerifySSLEnable(false);
      client =
          OSSClientBuilder.create()
              .endpoint(endpoint)
              .credentialsProvider(new DefaultCredentialProvider("key-id", "key-secret"))
              .clientConfiguration(configuration)
              .region(REGION)
              .build();
    }
    return client;
  }
}
