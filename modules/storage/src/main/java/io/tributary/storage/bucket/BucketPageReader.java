package io.tributary.storage.bucket;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads {@code ListBucketResult}. What is not one, from its first tag to its last, is no listing:
 * half a page must not pass for a whole one.
 */
final class BucketPageReader {
  private static final int MAX_DEPTH = 16;

  private final List<BucketPage.Key> keys = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private final Map<String, String> page = new HashMap<>();
  private final Map<String, String> entry = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  private BucketPageReader() {}

  /**
   * @throws NotAListingException that says why
   */
  static BucketPage read(byte[] document) throws NotAListingException {
    return new BucketPageReader().page(document);
  }

  private BucketPage page(byte[] document) throws NotAListingException {
    try {
      XMLStreamReader reader =
          XmlReaders.open(
              new InputStreamReader(
                  new ByteArrayInputStream(document), StandardCharsets.UTF_8.newDecoder()));
      while (reader.hasNext()) {
        take(reader);
      }
    } catch (XMLStreamException notXml) {
      throw new NotAListingException("it is not well-formed XML");
    }
    String truncated = page.getOrDefault("IsTruncated", "");
    if (!truncated.equals("true") && !truncated.equals("false")) {
      throw new NotAListingException("it does not say whether it is complete");
    }
    return decoded(truncated.equals("true"));
  }

  private void take(XMLStreamReader reader) throws XMLStreamException, NotAListingException {
    switch (reader.next()) {
      case XMLStreamConstants.START_ELEMENT -> begin(reader.getLocalName());
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          text.append(reader.getText());
      case XMLStreamConstants.END_ELEMENT -> end();
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new NotAListingException("it has a document type or entities of its own");
      default -> {
        // Comments and processing instructions say nothing.
      }
    }
  }

  private void begin(String name) throws NotAListingException {
    if (path.isEmpty() && !name.equals("ListBucketResult")) {
      throw new NotAListingException("it is another document, <" + ErrorText.word(name) + ">");
    }
    if (path.size() >= MAX_DEPTH) {
      throw new NotAListingException("it is nested too deep");
    }
    path.push(name);
    text.setLength(0);
  }

  private void end() throws NotAListingException {
    String name = path.pop();
    String parent = path.size() == 2 ? path.peek() : "";
    if (path.size() == 1 && name.equals("Contents")) {
      keys.add(key());
      entry.clear();
    } else if (path.size() == 1) {
      page.put(name, text.toString());
    } else if (parent.equals("Contents")) {
      entry.put(name, text.toString());
    } else if (parent.equals("CommonPrefixes") && name.equals("Prefix")) {
      prefixes.add(text.toString());
    }
    text.setLength(0);
  }

  private BucketPage.Key key() throws NotAListingException {
    String size = entry.getOrDefault("Size", "");
    if (!size.matches("[0-9]{1,18}") || entry.getOrDefault("Key", "").isEmpty()) {
      throw new NotAListingException("an object in it has no key or no size");
    }
    return new BucketPage.Key(
        entry.get("Key"),
        Long.parseLong(size),
        entry.getOrDefault("ETag", ""),
        time(entry.getOrDefault("LastModified", "")),
        entry.getOrDefault("StorageClass", ""));
  }

  private static Instant time(String textOfTime) {
    try {
      return Instant.parse(textOfTime);
    } catch (DateTimeParseException notGiven) {
      return null;
    }
  }

  private BucketPage decoded(boolean truncated) throws NotAListingException {
    String encoding = page.getOrDefault("EncodingType", "");
    String token = page.getOrDefault("NextContinuationToken", "");
    if (!encoding.equals("url")) {
      return new BucketPage(List.copyOf(keys), List.copyOf(prefixes), truncated, token);
    }
    List<BucketPage.Key> decodedKeys = new ArrayList<>(keys.size());
    for (BucketPage.Key key : keys) {
      decodedKeys.add(
          new BucketPage.Key(
              ListedKey.decode(key.key()),
              key.sizeBytes(),
              key.etag(),
              key.lastModifiedOrNull(),
              key.storageClass()));
    }
    List<String> decodedPrefixes = new ArrayList<>(prefixes.size());
    for (String prefix : prefixes) {
      decodedPrefixes.add(ListedKey.decode(prefix));
    }
    return new BucketPage(decodedKeys, decodedPrefixes, truncated, token);
  }
}
