package io.tributary.testkit.oss;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.HttpResponse.Body;
import io.tributary.testkit.http.PathText;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** ListObjects and ListObjectsV2. */
final class Listing {
  private static final int DEFAULT_KEYS = 100;
  private static final int MAX_KEYS = 1000;
  private static final String OWNER = "1000000000000000";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectStore objects;
  private final HttpRequest request;
  private final OssTarget target;
  private final boolean second;

  Listing(ObjectStore objects, HttpRequest request, OssTarget target) {
    this.objects = objects;
    this.request = request;
    this.target = target;
    this.second = parameter("list-type").equals("2");
  }

  HttpResponse answer() {
    ListingPage page =
        new ListingPage(objects, "/" + target.bucket() + "/", parameter("delimiter"));
    page.read(parameter("prefix"), after(), maxKeys());
    XmlText xml = new XmlText().open("ListBucketResult");
    xml.element("Name", target.bucket());
    xml.element("Prefix", encoded(parameter("prefix")));
    xml.element("MaxKeys", maxKeys());
    xml.element("Delimiter", encoded(parameter("delimiter")));
    if (urlEncoded()) {
      xml.element("EncodingType", "url");
    }
    position(xml, page);
    xml.element("IsTruncated", page.truncated());
    page.keys().forEach(key -> contents(xml, key));
    page.commonPrefixes()
        .forEach(
            prefix ->
                xml.open("CommonPrefixes")
                    .element("Prefix", encoded(prefix))
                    .close("CommonPrefixes"));
    return HttpResponse.of(200)
        .withHeader("Content-Type", "application/xml")
        .withBody(Body.of(Content.of(xml.close("ListBucketResult").toString())));
  }

  private void position(XmlText xml, ListingPage page) {
    if (!second) {
      xml.element("Marker", encoded(parameter("marker")));
      if (page.truncated()) {
        xml.element("NextMarker", encoded(page.last()));
      }
      return;
    }
    xml.element("StartAfter", encoded(parameter("start-after")));
    xml.element("ContinuationToken", parameter("continuation-token"));
    xml.element("KeyCount", page.keys().size() + page.commonPrefixes().size());
    if (page.truncated()) {
      byte[] last = page.last().getBytes(StandardCharsets.UTF_8);
      xml.element("NextContinuationToken", Base64.getEncoder().encodeToString(last));
    }
  }

  private void contents(XmlText xml, String key) {
    StoredObject object =
        objects.get("/" + target.bucket() + "/" + key).orElse(StoredObject.of(Content.of("")));
    xml.open("Contents").element("Key", encoded(key));
    if (object.validators().hasDate()) {
      xml.element("LastModified", DATE.format(object.validators().lastModified()));
    }
    xml.element("ETag", object.validators().etag());
    xml.element("Type", object.headers().first("x-oss-object-type").orElse("Normal"));
    xml.element("Size", object.content().sizeBytes());
    xml.element("StorageClass", object.headers().first("x-oss-storage-class").orElse("Standard"));
    if (!second || parameter("fetch-owner").equals("true")) {
      xml.open("Owner").element("ID", OWNER).element("DisplayName", OWNER).close("Owner");
    }
    xml.close("Contents");
  }

  private String after() {
    if (!second) {
      return parameter("marker");
    }
    String token = parameter("continuation-token");
    if (token.isEmpty()) {
      return parameter("start-after");
    }
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OssErrorException(400, "InvalidArgument", "The continuation token is not valid.");
    }
  }

  private int maxKeys() {
    String text = parameter("max-keys");
    if (text.isEmpty()) {
      return DEFAULT_KEYS;
    }
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1) {
      throw new OssErrorException(400, "InvalidArgument", "Argument max-keys is not valid.");
    }
    return Math.min(MAX_KEYS, Integer.parseInt(text));
  }

  private boolean urlEncoded() {
    return parameter("encoding-type").equals("url");
  }

  private String encoded(String text) {
    return urlEncoded() ? PathText.encode(text, "/") : text;
  }

  private String parameter(String name) {
    return request.query().first(name).orElse("");
  }
}
