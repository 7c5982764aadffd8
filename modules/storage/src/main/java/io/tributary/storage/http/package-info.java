/**
 * Objects behind HTTP.
 *
 * <p>From the outside in: {@link io.tributary.storage.http.HttpObjectSource} checks answers against
 * an identity; {@code Requester} signs and follows redirects; {@code HttpExchange} sends one
 * request over a kept or a new connection; {@code Connector} resolves, guards and connects. How
 * bytes are framed and encrypted is below, in {@code io.tributary.storage.wire}. What a store adds
 * to plain HTTP is a {@link io.tributary.storage.http.HttpDialect}.
 */
package io.tributary.storage.http;
