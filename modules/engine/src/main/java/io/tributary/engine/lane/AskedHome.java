package io.tributary.engine.lane;

import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.home.DiskResult;
import io.tributary.engine.home.DiskStep;
import io.tributary.engine.home.HomeDisk;
import io.tributary.engine.home.HomeNode;
import java.util.concurrent.CompletionStage;

/** A home that is asked through sharding. */
final class AskedHome implements RemoteHome {
  private final PartFetcher.Begin begin;
  private final HomeDisk disk;
  private final HomeNode node;

  AskedHome(PartFetcher.Begin begin, HomeDisk disk, HomeNode node) {
    this.begin = begin;
    this.disk = disk;
    this.node = node;
  }

  @Override
  public CompletionStage<PartSender> open() {
    LaneJob job = begin.job();
    DiskStep step =
        new DiskStep.Open(
            job.destination(),
            job.temporaryName(),
            job.run(),
            job.origin(),
            job.recording(),
            begin.recorder());
    return disk.run(job.home(), step)
        .thenApply(there -> node.sender(((DiskResult.Opened) there).address(), job.lane()));
  }

  @Override
  public CompletionStage<?> drain() {
    LaneJob job = begin.job();
    return disk.run(job.home(), new DiskStep.Drain(job.destination(), job.temporaryName()));
  }

  @Override
  public void alive() {
    disk.alive(begin.job().home(), begin.job().run(), begin.job().lane());
  }
}
