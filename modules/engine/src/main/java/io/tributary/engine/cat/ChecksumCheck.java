package io.tributary.engine.cat;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.List;

/**
 * Lets bytes pass and adds them up; at their end the stream fails with INTEGRITY when a checksum is
 * another than expected.
 */
final class ChecksumCheck extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("ChecksumCheck.in");
  private final Outlet<ByteString> out = Outlet.create("ChecksumCheck.out");
  private final List<Checksum> expected;
  private final String target;

  /**
   * @param target {@code Locator.display()}
   */
  ChecksumCheck(List<Checksum> expected, String target) {
    this.expected = expected;
    this.target = target;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private final List<RunningChecksum> running =
        expected.stream().map(checksum -> RunningChecksum.of(checksum.algorithm())).toList();

    Logic() {
      super(shape());
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPush() {
              ByteString bytes = grab(in);
              running.forEach(one -> bytes.getByteBuffers().forEach(one::update));
              push(out, bytes);
            }

            @Override
            public void onPull() {
              pull(in);
            }

            @Override
            public void onUpstreamFinish() {
              finish();
            }
          });
    }

    private void finish() {
      for (int index = 0; index < expected.size(); index++) {
        Checksum value = running.get(index).value();
        if (!value.equals(expected.get(index))) {
          failStage(mismatch(expected.get(index), value));
          return;
        }
      }
      completeStage();
    }
  }

  private RuntimeException mismatch(Checksum wanted, Checksum found) {
    return new Failure(
            FailureKind.INTEGRITY,
            "verify",
            target,
            "the bytes add up to " + found + ", expected was " + wanted,
            "what was written must not be used; try again")
        .asException();
  }
}
