package io.tributary.testkit.oss;

/** Builds small XML documents. */
final class XmlText {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  XmlText open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  XmlText close(String name) {
    text.append("</").append(name).append(">\n");
    return this;
  }

  XmlText element(String name, Object value) {
    text.append('<').append(name).append('>').append(escape(value.toString()));
    return close(name);
  }

  private static String escape(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
