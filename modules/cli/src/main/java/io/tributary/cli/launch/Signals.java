package io.tributary.cli.launch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * POSIX signals. The JDK's only interface to them, {@code sun.misc.Signal}, is in the supported
 * module {@code jdk.unsupported}, but naming it is a compiler warning that cannot be turned off:
 * hence by reflection. A shutdown hook would not do: the exit code would be the signal's, and a
 * second signal would be ignored.
 */
public final class Signals {
  private Signals() {}

  /**
   * Runs {@code action} on a thread of its own at each such signal.
   *
   * @param name without SIG, such as {@code INT}
   * @return false where the system or the Java virtual machine does not let us
   */
  public static boolean handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler invocation =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              action.run();
              return null;
            }
            return switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> "handler of " + name;
            };
          };
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, invocation);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
