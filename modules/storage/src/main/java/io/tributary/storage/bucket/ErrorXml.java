package io.tributary.storage.bucket;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads {@code <Error><Code>…</Code>…</Error>}. The document may come from anyone between the
 * service and us: no DTD, no entities of its own, and few, short fields.
 */
public final class ErrorXml {
  private static final int MAX_FIELDS = 32;
  private static final int MAX_FIELD_CHARS = 2048;
  private static final int FIELD_DEPTH = 2;

  private ErrorXml() {}

  /** The texts of the elements right under the root; what is readable of a broken document. */
  public static Map<String, String> fields(String document) {
    Map<String, String> fields = new HashMap<>();
    if (!document.contains("<Error")) {
      return fields;
    }
    try {
      read(XmlReaders.open(new StringReader(document.strip())), fields);
    } catch (XMLStreamException cutOffOrHostile) {
      return fields;
    }
    return fields;
  }

  private static void read(XMLStreamReader reader, Map<String, String> fields)
      throws XMLStreamException {
    int depth = 0;
    StringBuilder text = new StringBuilder();
    while (reader.hasNext() && fields.size() < MAX_FIELDS) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (depth == FIELD_DEPTH && text.length() < MAX_FIELD_CHARS) {
            text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth == FIELD_DEPTH) {
            fields.putIfAbsent(reader.getLocalName(), text.toString());
          }
          depth--;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return;
        }
        default -> {
          // Comments, processing instructions and white space say nothing.
        }
      }
    }
  }
}
