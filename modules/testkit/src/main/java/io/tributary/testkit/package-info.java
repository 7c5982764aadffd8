/**
 * An object server on real sockets, with faults, for tests of downloads.
 *
 * <p>Start with {@link io.tributary.testkit.ObjectServer}: put objects, install faults, look at the
 * log. {@link io.tributary.testkit.ProxyServer} is a forward proxy. Nothing here is for production.
 */
package io.tributary.testkit;
