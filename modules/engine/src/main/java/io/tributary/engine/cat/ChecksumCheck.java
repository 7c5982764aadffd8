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
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets bytes pass and adds them up; at their end the stream fails with INTEGRITY when a checksum is
 * another than expected.
 */
final class ChecksumCheck extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("ChecksumCheck.in");
  private final Outlet<ByteString> out = Outlet.create("ChecksumCheck.out");
  private final List<Checksum> expected;
  private final String target;
  private final Consumer<Sum> good;

  /**
   * @param value the first that was expected; where none was, CRC-64/XZ, which combines
   */
  record Sum(long bytes, Checksum value) {}

  /**
   * @param target {@code Locator.display()}
   * @param good hears, in a thread of the stream, what all bytes came to, when that is as expected
   */
  ChecksumCheck(List<Checksum> expected, String target, Consumer<Sum> good) {
    this.expected = expected;
    this.target = target;
    this.good = good;
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
        expected.isEmpty()
            ? List.of(RunningChecksum.of(ChecksumAlgorithm.CRC64))
            : expected.stream().map(checksum -> RunningChecksum.of(checksum.algorithm())).toList();
    private long length;

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
              length += bytes.length();
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
      List<Checksum> values = running.stream().map(RunningChecksum::value).toList();
      for (int index = 0; index < expected.size(); index++) {
        if (!values.get(index).equals(expected.get(index))) {
          failStage(mismatch(expected.get(index), values.get(index)));
          return;
        }
      }
      good.accept(new Sum(length, values.get(0)));
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
