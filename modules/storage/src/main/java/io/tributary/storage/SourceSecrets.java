package io.tributary.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What only this node may know about how to reach an object. Never serialized, logged or journaled.
 *
 * @param url the full URL as given, query and user info included; empty for {@code oss://} and
 *     {@code s3://}
 * @param headers further request headers; sent to the object's own origin only, never after a
 *     redirect to another
 * @param proxy proxy URL, possibly with user info; empty to follow the environment
 */
public record SourceSecrets(String url, List<Header> headers, String proxy) {

  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": ***";
    }
  }

  public SourceSecrets {
    requireNonNull(url, "url");
    requireNonNull(proxy, "proxy");
    headers = List.copyOf(headers);
  }

  public static SourceSecrets none() {
    return new SourceSecrets("", List.of(), "");
  }

  @Override
  public String toString() {
    return "SourceSecrets[***]";
  }
}
