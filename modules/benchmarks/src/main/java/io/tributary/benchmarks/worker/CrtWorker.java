package io.tributary.benchmarks.worker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;
import software.amazon.awssdk.crt.s3.S3Client;
import software.amazon.awssdk.crt.s3.S3ClientOptions;
import software.amazon.awssdk.crt.s3.S3FinishedResponseContext;
import software.amazon.awssdk.crt.s3.S3MetaRequest;
import software.amazon.awssdk.crt.s3.S3MetaRequestOptions;
import software.amazon.awssdk.crt.s3.S3MetaRequestResponseHandler;

/**
 * The S3 client of the AWS Common Runtime. It fetches unsigned, in parts of its own choice, and
 * writes the file itself; an S3 service is not needed for that, any server of ranges will do.
 */
final class CrtWorker {
  private static final String REGION = "us-east-1";

  private final EventLoopGroup threads =
      new EventLoopGroup(Runtime.getRuntime().availableProcessors());
  private final ClientBootstrap bootstrap = new ClientBootstrap(threads, new HostResolver(threads));
  private S3Client client;
  private Order clientFor;

  private CrtWorker() {}

  public static void main(String[] arguments) {
    Worker.main(arguments, () -> new CrtWorker()::fetch);
  }

  private void fetch(Order order) throws IOException, InterruptedException {
    URI url = URI.create(order.url());
    Done done = new Done();
    S3MetaRequestOptions options =
        new S3MetaRequestOptions()
            .withMetaRequestType(S3MetaRequestOptions.MetaRequestType.GET_OBJECT)
            .withEndpoint(url)
            .withHttpRequest(request(url))
            .withResponseFilePath(order.destination())
            .withResponseHandler(done);
    try (S3MetaRequest request = client(order).makeMetaRequest(options)) {
      done.await(request);
    }
    Worker.sync(order);
  }

  private static HttpRequest request(URI url) {
    HttpHeader[] headers = {new HttpHeader("Host", url.getAuthority())};
    return new HttpRequest("GET", url.getPath(), headers, null);
  }

  private S3Client client(Order order) {
    if (clientFor == null
        || clientFor.connections() != order.connections()
        || !clientFor.authority().equals(order.authority())) {
      S3ClientOptions options =
          new S3ClientOptions()
              .withRegion(REGION)
              .withClientBootstrap(bootstrap)
              .withMaxConnections(order.connections());
      order.authority().map(CrtWorker::trusting).ifPresent(options::withTlsContext);
      client = new S3Client(options);
      clientFor = order;
    }
    return client;
  }

  private static TlsContext trusting(Path authority) {
    return new TlsContext(
        TlsContextOptions.createDefaultClient()
            .withCertificateAuthorityFromPath(null, authority.toString()));
  }

  /** Waits for the end of a request; the client calls back on threads of its own. */
  private static final class Done implements S3MetaRequestResponseHandler {
    private final CompletableFuture<Optional<String>> failure = new CompletableFuture<>();

    @Override
    public void onFinished(S3FinishedResponseContext context) {
      failure.complete(
          context.getErrorCode() == 0
              ? Optional.empty()
              : Optional.of(
                  CRT.awsErrorName(context.getErrorCode())
                      + ", status "
                      + context.getResponseStatus()));
    }

    private void await(S3MetaRequest request) throws IOException, InterruptedException {
      try {
        Optional<String> reason = failure.get();
        if (reason.isPresent()) {
          throw new IOException(reason.get());
        }
      } catch (InterruptedException e) {
        request.cancel();
        throw e;
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
  }
}
