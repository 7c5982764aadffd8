package io.tributary.engine.lane;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.home.HomeDisk;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import java.nio.file.Path;

/** Finds out how a lane reaches its temporary file. */
final class LaneFiles {
  private LaneFiles() {}

  /**
   * Opens it here, if it is here: nobody can guess its name, so what has that name beside the same
   * path is that very file, on a disk that the nodes share. Otherwise its home is asked when there
   * is something to write. Blocks, on the file dispatcher.
   */
  static LaneFile open(PartFetcher.Begin begin, ActorSystem<?> system) {
    LaneJob job = begin.job();
    HomeDisk home = new HomeDisk(system, job.downloadId());
    NodeResources node = NodeResources.get(system);
    try {
      return new SharedFile(begin, openHere(job, system, node), node.fileDispatcher());
    } catch (TributaryException notHere) {
      if (home.isHere(job.home())) {
        throw notHere;
      }
      return new HomeFile(begin, home, HomeNode.get(system), node.connectionDispatcher());
    }
  }

  private static Lease<OpenFile> openHere(LaneJob job, ActorSystem<?> system, NodeResources node) {
    Path destination = Path.of(job.destination());
    HomeNode.get(system).roots().require(destination);
    return node.files().acquire(destination, job.temporaryName());
  }
}
