package io.tributary.engine.destination;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class OpenFilesTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static List<Path> handles(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(handle -> leadsTo(handle, file)).toList();
    }
  }

  private static boolean leadsTo(Path handle, Path file) {
    try {
      return Files.readSymbolicLink(handle).equals(file);
    } catch (IOException gone) {
      return false;
    }
  }

  private static int accessMode(Path handle) throws IOException {
    Path info = Path.of("/proc/self/fdinfo").resolve(handle.getFileName());
    String flags =
        Files.readAllLines(info).stream()
            .filter(line -> line.startsWith("flags:"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(flags.substring("flags:".length()).strip(), 8) & 3;
  }

  /** An NFS client would read whole pages before it writes to them, and write whole pages back. */
  @Test
  public void whatLanesWriteToIsSharedAndOpenForWritingOnly() throws Exception {
    Path destination = folder.getRoot().toPath().toRealPath().resolve("object");
    String name = FileDestination.newTemporaryName(destination);
    FileDestination.of(destination).create(name, 10).close();
    ActorTestKit kit = ActorTestKit.create("files", ConfigFactory.load());
    try {
      OpenFiles files = NodeResources.get(kit.system()).files();
      Lease<OpenFile> first = files.acquire(destination, name);
      assertSame(first.value(), files.acquire(destination, name).value());
      List<Path> handles = handles(destination.resolveSibling(name));
      assertEquals(1, handles.size());
      int writeOnly = 1;
      assertEquals(writeOnly, accessMode(handles.get(0)));
    } finally {
      kit.shutdownTestKit();
    }
  }

  /** As another node does that takes a download over: nobody here is told. */
  @Test
  public void whatWasRenamedMeanwhileIsNotSharedAnyMore() throws Exception {
    Path destination = folder.getRoot().toPath().toRealPath().resolve("object");
    String name = FileDestination.newTemporaryName(destination);
    FileDestination.of(destination).create(name, 10).close();
    ActorTestKit kit = ActorTestKit.create("files", ConfigFactory.load());
    try {
      OpenFiles files = NodeResources.get(kit.system()).files();
      Lease<OpenFile> first = files.acquire(destination, name);
      Files.move(destination.resolveSibling(name), destination);
      TributaryException gone =
          Assert.assertThrows(TributaryException.class, () -> files.acquire(destination, name));
      assertTrue(gone.getCause() instanceof NoSuchFileException);
      FileDestination.of(destination).create(name, 10).close();
      Lease<OpenFile> second = files.acquire(destination, name);
      assertNotSame(first.value(), second.value());
      first.close();
      assertSame(second.value(), files.acquire(destination, name).value());
    } finally {
      kit.shutdownTestKit();
    }
  }
}
