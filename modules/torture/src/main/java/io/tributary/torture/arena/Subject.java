package io.tributary.torture.arena;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One object on its way to one file, which may be there already with other bytes. */
public final class Subject implements AutoCloseable {
  public static final String NAME = "file";

  private static final String PATH = "/object";
  private static final Content OLD = Content.synthetic(99, 50_000);

  private final Arena arena;
  private final Content content;
  private final boolean old;
  private FinalName finalName;

  /**
   * @param own an existing directory, for what is not under torture
   * @param disk where files go
   * @param stateDisk where the state goes
   * @param old whether there is a file under the name
   */
  public Subject(Path own, Path disk, Path stateDisk, long sizeBytes, boolean old)
      throws IOException {
    this.arena = new Arena(own, disk, stateDisk, ObjectServer.start());
    this.content = Content.synthetic(sizeBytes, sizeBytes);
    this.old = old;
    if (old) {
      Files.write(file(), OLD.toByteArray());
    }
    arena.server().put(PATH, content);
    watch();
  }

  public Arena arena() {
    return arena;
  }

  public Content content() {
    return content;
  }

  public Path file() {
    return arena.directory().resolve(NAME);
  }

  /** Begins to look at the final name; again after {@link #unwatch}. */
  public void watch() {
    finalName = new FinalName(file());
    finalName.allow(content);
    if (old) {
      finalName.allow(OLD);
    }
    finalName.open();
  }

  public void unwatch() throws InterruptedException {
    finalName.close();
  }

  /** Lets each connection carry at most that much; 0 for as much as it can. */
  public void limit(long bytesPerSecond) {
    arena.server().faults().clear();
    if (bytesPerSecond > 0) {
      arena.server().fault(When.get(PATH), Fault.trickle(bytesPerSecond));
    }
  }

  public ToolRun start(List<String> options) {
    return start(List.of(), options);
  }

  public ToolRun start(List<String> by, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("get", "--json", "-q"));
    arguments.addAll(options);
    arguments.addAll(List.of(arena.server().url(PATH), NAME));
    return arena.start(by, arguments);
  }

  /** What must hold after a run, however it ended. */
  public void check(Ended ended, Set<Integer> exitCodes) throws IOException {
    finalName.check();
    Claim.that(!old || Files.exists(file()), "the old file is gone: " + ended);
    Claim.that(exitCodes.contains(ended.exitCode()), "unexpected " + ended);
    if (ended.exitCode() == 0) {
      Claim.that(finalName.holds(content), "success without the right bytes: " + ended);
    } else if (ended.exitCode() != ToolRun.KILLED) {
      Claim.that(ended.err().contains("tributary: "), "no word of why: " + ended);
    }
  }

  /** What must hold between two runs. */
  public void check() {
    finalName.check();
    Claim.that(!old || Files.exists(file()), "the old file is gone");
  }

  public boolean isDone() throws IOException {
    return finalName.holds(content);
  }

  /** A run without faults: it must end well, and leave nothing but the file. */
  public Ended finish(List<String> options, String... besides) throws IOException {
    Ended ended = start(options).end();
    check(ended, Set.of(0));
    List<String> names = new ArrayList<>(List.of(besides));
    names.add(NAME);
    Traces.requireNone(arena, names);
    return ended;
  }

  @Override
  public void close() {
    arena.close();
    finalName.close();
  }
}
