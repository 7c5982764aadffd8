package io.tributary.storage.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns host names into addresses; blocks. */
@FunctionalInterface
interface NameService {

  /** As the machine resolves them: hosts file, DNS, the JDK's cache. */
  NameService SYSTEM = InetAddress::getAllByName;

  InetAddress[] lookUp(String host) throws UnknownHostException;
}
