package io.tributary.testkit.http;

import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param number counts all requests of the server from 1
 * @param connection counts the server's connections from 1
 * @param onConnection counts the requests of this connection from 1
 * @param target as sent, still encoded, without scheme and authority
 */
public record HttpRequest(
    long number,
    long connection,
    int onConnection,
    String method,
    String target,
    String protocol,
    Headers headers,
    RequestBody body) {

  /** The decoded path, without the query. */
  public String path() {
    return PathText.decode(rawPath());
  }

  /** The path as sent. */
  public String rawPath() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The decoded parameters behind the path. */
  public QueryString query() {
    int query = target.indexOf('?');
    return QueryString.parse(query < 0 ? "" : target.substring(query + 1));
  }

  /** The first value of that name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The Range header when it is well-formed and has one range. */
  public Optional<RangeHeader> range() {
    return header("Range").flatMap(RangeHeader::parse);
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }

  /** The same request with other headers. */
  public HttpRequest withHeaders(Headers newHeaders) {
    return new HttpRequest(
        number, connection, onConnection, method, target, protocol, newHeaders, body);
  }

  /** The query is left out: it may hold a signature. */
  @Override
  public String toString() {
    return "#" + number + " " + method + " " + rawPath() + " on connection " + connection;
  }
}
