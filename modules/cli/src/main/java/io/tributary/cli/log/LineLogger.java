package io.tributary.cli.log;

import java.time.Instant;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes a line for each message to standard error. Thread-safe. */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  LineLogger(String name) {
    this.name = name;
  }

  private boolean logs(Level level) {
    return LogSettings.current().logs(name, level);
  }

  @Override
  public boolean isTraceEnabled() {
    return logs(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return logs(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return logs(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return logs(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return logs(Level.ERROR);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return LineLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
    LogSettings settings = LogSettings.current();
    LogLine line =
        new LogLine(
            Instant.now(),
            level,
            name,
            MessageFormatter.basicArrayFormat(message, arguments),
            LogContext.of(settings.common()),
            thrown);
    // One call, so that lines of several threads do not mix.
    System.err.print(settings.format() == LogFormat.JSON ? line.json() : line.text());
  }
}
