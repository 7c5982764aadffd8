package io.tributary.torture.fault;

import io.tributary.testkit.ObjectServer;

/**
 * What faults happen to.
 *
 * @param path of the object, decoded
 * @param replace puts another version of the object, once
 */
record Scene(ObjectServer server, String path, Runnable replace) {
  String url() {
    return server.url(path);
  }
}
