package io.tributary.benchmarks.origin;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What nginx is told.
 *
 * @param published objects, whose CRC-64 is sent along as OSS does
 * @param addresses on which it listens
 */
record NginxConfiguration(
    Path directory,
    Path objects,
    List<TestObject> published,
    Certificate certificate,
    List<String> addresses,
    int plainPort,
    int tlsPort) {

  /** Under /flaky/ this share of requests is refused. */
  private static final String REFUSED = "5%";

  /** Several, for tools that limit the connections to one address. */
  static final List<String> LOOPBACK = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");

  /** As OSS says it: its SDK would not try again after an answer that it cannot read. */
  private static final String REFUSAL =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>ServiceUnavailable</Code>"
          + "<Message>Please try again later.</Message><RequestId>1</RequestId>"
          + "<HostId>bench</HostId></Error>";

  private static final String TEXT =
      """
      daemon off;
      pid @directory@/nginx.pid;
      worker_processes auto;
      @user@
      events {
        worker_connections 1024;
      }
      http {
        default_type application/octet-stream;
        log_format figures '$msec $request_time $status $body_bytes_sent $remote_addr';
        access_log @log@ figures;
        client_body_temp_path @directory@/body;
        proxy_temp_path @directory@/proxy;
        fastcgi_temp_path @directory@/fastcgi;
        uwsgi_temp_path @directory@/uwsgi;
        scgi_temp_path @directory@/scgi;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 1000000;
        keepalive_timeout 60s;
        ssl_certificate @certificate@;
        ssl_certificate_key @key@;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_session_cache shared:sessions:1m;
        split_clients $request_id $refused {
          @share@ 1;
          * 0;
        }
        map $uri $crc64 {
          default '';
          @checksums@
        }
        server {
          @plain@
          @tls@
          add_header x-oss-hash-crc64ecma $crc64;
          location /objects/ {
            alias @objects@/;
            autoindex on;
          }
          location /flaky/ {
            alias @objects@/;
            if ($refused) {
              return 503 '@refusal@';
            }
          }
        }
      }
      """;

  Path accessLog() {
    return directory.resolve("access.log");
  }

  String text() {
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    return TEXT.replace("@directory@", directory.toString())
        .replace("@user@", user)
        .replace("@log@", accessLog().toString())
        .replace("@certificate@", certificate.pem().toString())
        .replace("@key@", certificate.key().toString())
        .replace("@share@", REFUSED)
        .replace("@refusal@", REFUSAL)
        .replace("@checksums@", checksums())
        .replace("@plain@", listen(plainPort, ""))
        .replace("@tls@", listen(tlsPort, " ssl"))
        .replace("@objects@", objects.toString());
  }

  private String listen(int port, String kind) {
    return addresses.stream()
        .map(address -> "listen " + address + ":" + port + kind + ";")
        .collect(Collectors.joining(" "));
  }

  private String checksums() {
    return published.stream()
        .map(object -> "~/" + object.file().getFileName() + "$ " + object.publishedCrc64() + ";")
        .collect(Collectors.joining(" "));
  }
}
