package io.tributary.engine.lane;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.home.HomeDisk;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;

/** Finds out how a lane reaches its temporary file. */
final class LaneFiles {
  private LaneFiles() {}

  /**
   * Opens it here, if it is here: nobody can guess its name, so what has that name beside the same
   * path is that very file, on a disk that the nodes share. Otherwise its home is asked when there
   * is something to write. Blocks, on the file dispatcher.
   */
  static LaneFile open(PartFetcher.Begin begin, LaneLease lease, ActorSystem<?> system) {
    LaneJob job = begin.job();
    HomeDisk home = new HomeDisk(system, job.downloadId());
    NodeResources node = NodeResources.get(system);
    try {
      return new SharedFile(begin, openHere(job, system, node));
    } catch (TributaryException notHere) {
      if (home.isHere(job.home())) {
        throw notHere;
      }
      HomeNode homes = HomeNode.get(system);
      return new HomeFile(
          job,
          new AskedHome(begin, home, homes),
          lease,
          homes.patience(),
          node.connectionDispatcher());
    }
  }

  private static Lease<OpenFile> openHere(LaneJob job, ActorSystem<?> system, NodeResources node) {
    Path destination = FileDestination.of(Path.of(job.destination())).path();
    HomeNode.get(system).roots().require(destination);
    return node.files().acquire(destination, job.temporaryName());
  }
}
