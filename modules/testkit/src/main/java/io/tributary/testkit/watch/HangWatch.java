package io.tributary.testkit.watch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.runner.Description;
import org.junit.runner.notification.RunListener;

/**
 * Ends the virtual machine of a test that hangs, so that all tests together do not hang with it,
 * and prints first what each thread does. Registered with Surefire, which calls it on one thread.
 */
@RunListener.ThreadSafe
public final class HangWatch extends RunListener {
  /** System property: how long one test may take, an ISO 8601 duration; PT15M by default. */
  public static final String LIMIT = "tributary.test.limit";

  /** Of a virtual machine that was ended. */
  public static final int EXIT_CODE = 70;

  private final Duration limit = Duration.parse(System.getProperty(LIMIT, "PT15M"));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(HangWatch::daemon);
  private ScheduledFuture<?> end;

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hang-watch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void testStarted(Description test) {
    end = clock.schedule(() -> end(test), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void testFinished(Description test) {
    end.cancel(false);
  }

  private void end(Description test) {
    // Past Surefire, which keeps what a test prints in a file.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    out.printf("%s hangs: not done after %s%n", test.getDisplayName(), limit);
    for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      print(thread, out);
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  /** Whole, where {@link ThreadInfo#toString} leaves out what is deep in the stack. */
  private static void print(ThreadInfo thread, PrintStream out) {
    out.printf("%n\"%s\" %s", thread.getThreadName(), thread.getThreadState());
    out.println(thread.getLockName() == null ? "" : " on " + thread.getLockName());
    for (StackTraceElement frame : thread.getStackTrace()) {
      out.println("    at " + frame);
    }
  }
}
