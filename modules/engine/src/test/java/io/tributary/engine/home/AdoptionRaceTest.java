package io.tributary.engine.home;

import static org.junit.Assert.assertEquals;

import io.tributary.core.failure.TributaryException;
import io.tributary.storage.Destination;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/**
 * Two coordinators take a file over, one after the other, and the earlier one's step comes late.
 */
public final class AdoptionRaceTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private FileDestination destination;
  private String first;
  private String second;
  private String third;

  @Before
  public void prepare() throws Exception {
    destination = FileDestination.of(folder.getRoot().toPath().toRealPath().resolve("object"));
    first = destination.newTemporaryName();
    second = destination.newTemporaryName();
    third = destination.newTemporaryName();
    destination.create(first, 10).close();
  }

  /** The real one, where something happens just before the first rename. */
  private record Raced(Destination real, Runnable[] before) implements Destination {
    @Override
    public Path path() {
      return real.path();
    }

    @Override
    public Optional<Existing> existing() {
      return real.existing();
    }

    @Override
    public String newTemporaryName() {
      return real.newTemporaryName();
    }

    @Override
    public TemporaryFile create(String temporaryName, long sizeBytes) {
      return real.create(temporaryName, sizeBytes);
    }

    @Override
    public TemporaryFile reopen(String temporaryName) {
      return real.reopen(temporaryName);
    }

    @Override
    public TemporaryFile reopenForWriting(String temporaryName) {
      return real.reopenForWriting(temporaryName);
    }

    @Override
    public boolean exists(String temporaryName) {
      return real.exists(temporaryName);
    }

    @Override
    public void rename(String temporaryName, String newTemporaryName) {
      Runnable raced = before[0];
      before[0] = () -> {};
      raced.run();
      real.rename(temporaryName, newTemporaryName);
    }

    @Override
    public void publish(String temporaryName, boolean durable, Instant modifiedOrNull) {
      real.publish(temporaryName, durable, modifiedOrNull);
    }

    @Override
    public Optional<TemporaryFile> openPublished(boolean durable) {
      return real.openPublished(durable);
    }

    @Override
    public void abandon(String temporaryName) {
      real.abandon(temporaryName);
    }
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(destination.path().getParent())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private DiskStep.Adopt adopt(List<String> formerNames, String name) {
    return new DiskStep.Adopt(destination.path().toString(), formerNames, name);
  }

  @Test
  public void theLaterOneHasItInTheEnd() throws Exception {
    Runnable earlier = () -> DiskWork.adopt(destination, adopt(List.of(first), second));
    DiskWork.adopt(
        new Raced(destination, new Runnable[] {earlier}), adopt(List.of(first, second), third));
    assertEquals(List.of(third), files());
  }

  /** Also when the earlier one gives it back a name that was looked for already. */
  @Test
  public void theNamesAreLookedForOnceMore() throws Exception {
    Runnable earlier = () -> destination.rename(first, second);
    DiskWork.adopt(
        new Raced(destination, new Runnable[] {earlier}), adopt(List.of(second, first), third));
    assertEquals(List.of(third), files());
  }

  @Test
  public void whatElseKeepsItFromBeingRenamedIsSaid() {
    Runnable fails = () -> destination.rename("no name of ours", second);
    Assert.assertThrows(
        TributaryException.class,
        () ->
            DiskWork.adopt(
                new Raced(destination, new Runnable[] {fails}), adopt(List.of(first), third)));
  }
}
