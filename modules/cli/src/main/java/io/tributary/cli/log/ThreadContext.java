package io.tributary.cli.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.spi.MDCAdapter;

/**
 * What the lines of a thread are about. New threads begin with nothing: with SLF4J's own adapter
 * those of a pool would go on with what started them. Stacks of values, which nobody here uses, are
 * not kept.
 */
final class ThreadContext implements MDCAdapter {
  private final ThreadLocal<Map<String, String>> values = ThreadLocal.withInitial(HashMap::new);

  @Override
  public void put(String key, String value) {
    values.get().put(key, value);
  }

  @Override
  public String get(String key) {
    return values.get().get(key);
  }

  @Override
  public void remove(String key) {
    values.get().remove(key);
  }

  @Override
  public void clear() {
    values.remove();
  }

  @Override
  public Map<String, String> getCopyOfContextMap() {
    return new HashMap<>(values.get());
  }

  @Override
  public void setContextMap(Map<String, String> context) {
    values.set(new HashMap<>(context));
  }

  @Override
  public void pushByKey(String key, String value) {}

  @Override
  public String popByKey(String key) {
    return null;
  }

  @Override
  public Deque<String> getCopyOfDequeByKey(String key) {
    return new ArrayDeque<>();
  }

  @Override
  public void clearDequeByKey(String key) {}
}
