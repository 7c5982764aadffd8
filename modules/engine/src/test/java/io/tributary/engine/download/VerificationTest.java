package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.destination.ScriptedFile;
import io.tributary.engine.home.DiskCheck;
import io.tributary.engine.home.FileDigests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class VerificationTest extends JUnitSuite {
  private static final int SIZE = 3_000_000;
  private static final int PIECE = 1_000_000;
  private static final long ORIGIN = 500;

  private final byte[] object = new byte[SIZE];
  private final ScriptedFile file = new ScriptedFile(SIZE);

  private boolean suspect;

  public VerificationTest() {
    new Random(1).nextBytes(object);
    file.writeAt(ByteBuffer.wrap(object), 0);
  }

  private static long crc64(byte[] bytes, int from, int to) {
    return Crc.CRC64_XZ.update(0, ByteBuffer.wrap(bytes, from, to - from));
  }

  private List<Segment> segments(long origin) {
    List<Segment> all = new ArrayList<>();
    for (int start = 0; start < SIZE; start += PIECE) {
      all.add(new Segment(origin + start, PIECE, crc64(object, start, start + PIECE)));
    }
    return all;
  }

  private static Checksum sha256(byte[] bytes) {
    ScriptedFile all = new ScriptedFile(0);
    all.writeAt(ByteBuffer.wrap(bytes), 0);
    return FileDigests.read(all, bytes.length, Set.of(ChecksumAlgorithm.SHA256))
        .get(ChecksumAlgorithm.SHA256);
  }

  private DownloadState state(
      List<Checksum> ofSource, Checksum ofUser, DownloadOptions.Verify how) {
    return state(ofSource, ofUser, how, 0, SIZE);
  }

  private DownloadState state(
      List<Checksum> ofSource,
      Checksum ofUser,
      DownloadOptions.Verify how,
      long start,
      long objectBytes) {
    DownloadOptions sample = DownloadOptions.defaults();
    DownloadOptions options =
        new DownloadOptions(
            0,
            0,
            0,
            0,
            1,
            sample.stallTimeout(),
            null,
            ofUser,
            sample.ifExists(),
            sample.onChange(),
            sample.durability(),
            how,
            false);
    Identity identity = new Identity(objectBytes, "\"e\"", "", "", ofSource);
    return DownloadState.empty()
        .apply(
            new DownloadEvent.Requested(new DownloadSpec(JournalSamples.SOURCE, "/x", options), ""))
        .apply(new DownloadEvent.Identified(identity, true, start, start + SIZE, "x"))
        .apply(new DownloadEvent.RangesWritten(segments(start)));
  }

  private Verification.OnDisk onDisk() {
    return new Verification.OnDisk() {
      @Override
      public boolean suspect() {
        return suspect;
      }

      @Override
      public CompletionStage<Long> sizeBytes() {
        return CompletableFuture.completedStage(file.sizeBytes());
      }

      @Override
      public CompletionStage<Void> cut(long sizeBytes) {
        file.truncate(sizeBytes);
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Map<ChecksumAlgorithm, Checksum>> digests(
          long sizeBytes, Set<ChecksumAlgorithm> algorithms) {
        return CompletableFuture.completedStage(FileDigests.read(file, sizeBytes, algorithms));
      }

      @Override
      public CompletionStage<List<ByteRange>> badRanges(long origin, List<Segment> written) {
        return new DiskCheck(file, origin).badRanges(written, Runnable::run);
      }
    };
  }

  private Verification.Outcome verify(DownloadState state, ByteRange... doubtful) {
    return new Verification(state, List.of(doubtful), onDisk()).run().toCompletableFuture().join();
  }

  private DownloadEvent.Verified right(DownloadState state) {
    Verification.Outcome outcome = verify(state);
    assertTrue(outcome.toString(), outcome instanceof Verification.Outcome.Right);
    return ((Verification.Outcome.Right) outcome).verified();
  }

  private Verification.Outcome.Wrong wrong(DownloadState state) {
    Verification.Outcome outcome = verify(state);
    assertTrue(outcome.toString(), outcome instanceof Verification.Outcome.Wrong);
    Verification.Outcome.Wrong wrong = (Verification.Outcome.Wrong) outcome;
    assertEquals(FailureKind.INTEGRITY, wrong.failure().kind());
    return wrong;
  }

  private void flipBit(int offset) {
    byte[] flipped = {(byte) (file.content()[offset] ^ 1)};
    file.writeAt(ByteBuffer.wrap(flipped), offset);
  }

  private boolean wasRead() {
    return file.calls().contains("read");
  }

  @Test
  public void theLedgersCrcIsComparedWithTheSourcesWithoutAnotherRead() {
    Checksum crc64 = Checksum.ofCrc64(crc64(object, 0, SIZE));
    DownloadEvent.Verified verified =
        right(state(List.of(crc64), null, DownloadOptions.Verify.NETWORK));
    assertEquals(
        new DownloadEvent.Verified(
            new DownloadResult.Verification(crc64, DownloadResult.Verification.Scope.WHOLE, true),
            SIZE,
            crc64.crc()),
        verified);
    assertTrue("not read again", !wasRead());
  }

  @Test
  public void withNothingToCompareItSaysThatItIsUnverified() {
    DownloadEvent.Verified verified = right(state(List.of(), null, DownloadOptions.Verify.NETWORK));
    assertEquals(false, verified.checksum().verified());
    assertEquals(
        Checksum.ofCrc64(crc64(object, 0, SIZE)), verified.checksum().value().orElseThrow());
  }

  @Test
  public void whatDoesNotCombineIsReadOnce() {
    Checksum sha256 = sha256(object);
    DownloadEvent.Verified verified =
        right(state(List.of(), sha256, DownloadOptions.Verify.NETWORK));
    assertEquals(sha256, verified.checksum().value().orElseThrow());
    assertTrue(verified.checksum().verified());
    assertTrue(wasRead());
  }

  @Test
  public void bytesThatArrivedWrongAreNoFaultOfTheDisk() {
    Checksum other = Checksum.ofCrc64(1);
    Verification.Outcome.Wrong wrong =
        wrong(state(List.of(other), null, DownloadOptions.Verify.NETWORK));
    assertEquals(List.of(), wrong.bad());
    assertEquals(false, wrong.sourceAgrees());
    assertTrue(wrong.failure().reason(), wrong.failure().reason().contains("the source's"));
  }

  @Test
  public void whenTheSourceAgreesTheUsersChecksumIsWrong() {
    Checksum crc64 = Checksum.ofCrc64(crc64(object, 0, SIZE));
    Checksum user = sha256(new byte[] {1});
    Verification.Outcome.Wrong wrong =
        wrong(state(List.of(crc64), user, DownloadOptions.Verify.NETWORK));
    assertTrue("fetching again would bring the same", wrong.sourceAgrees());
    assertTrue(wrong.failure().reason(), wrong.failure().reason().contains("the user's"));
  }

  @Test
  public void aFlippedBitOnDiskIsFoundAndItsRangeNamed() {
    flipBit(PIECE + 7);
    Verification.Outcome.Wrong wrong = wrong(state(List.of(), null, DownloadOptions.Verify.DISK));
    assertEquals(List.of(new ByteRange(0, SIZE)), wrong.bad());
    assertEquals(false, wrong.sourceAgrees());
  }

  @Test
  public void whatTwoLanesMayHaveWrittenIsReadAgainAndNothingElse() {
    Checksum crc64 = Checksum.ofCrc64(crc64(object, 0, SIZE));
    DownloadState state = state(List.of(crc64), null, DownloadOptions.Verify.NETWORK);
    ByteRange doubtful = new ByteRange(PIECE, PIECE + 10);
    assertTrue(verify(state, doubtful) instanceof Verification.Outcome.Right);
    assertTrue(wasRead());
    flipBit(PIECE + 7);
    assertTrue("the ledger does not know", verify(state) instanceof Verification.Outcome.Right);
    Verification.Outcome.Wrong wrong = (Verification.Outcome.Wrong) verify(state, doubtful);
    assertEquals(FailureKind.INTEGRITY, wrong.failure().kind());
    assertEquals(List.of(new ByteRange(0, SIZE)), wrong.bad());
    assertEquals("another try may bring another copy", false, wrong.sourceAgrees());
  }

  @Test
  public void aTruncatedFileIsFound() {
    file.truncate(SIZE - 1);
    assertEquals(
        List.of(new ByteRange(0, SIZE)),
        wrong(state(List.of(), null, DownloadOptions.Verify.DISK)).bad());
  }

  @Test
  public void aFileThatLostItsEndIsNoticedWithoutReadingIt() {
    DownloadState state = state(List.of(), null, DownloadOptions.Verify.NETWORK);
    file.truncate(SIZE - 1);
    Verification.Outcome.Wrong wrong = wrong(state);
    assertEquals(List.of(new ByteRange(0, SIZE)), wrong.bad());
    assertTrue(wrong.failure().reason(), wrong.failure().reason().contains("has lost 1 bytes"));
  }

  @Test
  public void whatSomebodyAppendedIsCutOff() {
    file.writeAt(ByteBuffer.wrap(new byte[7]), SIZE);
    right(state(List.of(), null, DownloadOptions.Verify.NETWORK));
    assertEquals(SIZE, file.sizeBytes());
  }

  @Test
  public void ofARangeTheSourcesChecksumSaysNothing() {
    DownloadEvent.Verified verified =
        right(
            state(
                List.of(Checksum.ofCrc64(1)),
                null,
                DownloadOptions.Verify.DISK,
                ORIGIN,
                10L * SIZE));
    assertEquals(DownloadResult.Verification.Scope.RANGE, verified.checksum().scope());
    assertEquals(false, verified.checksum().verified());
  }

  @Test
  public void onlyBadSegmentsAreToBeFetchedAgain() {
    flipBit(PIECE + 7);
    List<ByteRange> bad =
        new DiskCheck(file, ORIGIN)
            .badRanges(segments(ORIGIN), Runnable::run)
            .toCompletableFuture()
            .join();
    assertEquals(List.of(new ByteRange(ORIGIN + PIECE, ORIGIN + 2 * PIECE)), bad);
  }

  @Test
  public void aFileThatEndsEarlyHasBadSegments() {
    file.truncate(2 * PIECE + 5);
    DiskCheck check = new DiskCheck(file, 0);
    assertEquals(
        List.of(new ByteRange(2 * PIECE, SIZE)),
        check.badRanges(segments(0), Runnable::run).toCompletableFuture().join());
    assertEquals(2 * PIECE + 5, check.readBytes());
  }

  @Test
  public void nothingJournaledIsNothingBad() {
    assertEquals(
        List.of(),
        new DiskCheck(file, 0).badRanges(List.of(), Runnable::run).toCompletableFuture().join());
  }

  @Test
  public void aDiskThatCannotBeReadIsAFailureAndNotABadRange() {
    file.fail(true);
    Assert.assertThrows(
        CompletionException.class,
        () ->
            new DiskCheck(file, 0)
                .badRanges(segments(0), Runnable::run)
                .toCompletableFuture()
                .join());
  }

  @Test
  public void allDigestsAreOfTheSameBytes() {
    Set<ChecksumAlgorithm> all = Set.of(ChecksumAlgorithm.values());
    Map<ChecksumAlgorithm, Checksum> values = FileDigests.read(file, SIZE, all);
    assertEquals(all, values.keySet());
    assertEquals(Checksum.ofCrc64(crc64(object, 0, SIZE)), values.get(ChecksumAlgorithm.CRC64));
    java.util.zip.CRC32C crc32c = new java.util.zip.CRC32C();
    crc32c.update(object);
    assertEquals(
        Checksum.ofCrc(ChecksumAlgorithm.CRC32C, crc32c.getValue()),
        values.get(ChecksumAlgorithm.CRC32C));
    Map<ChecksumAlgorithm, Checksum> fewer =
        FileDigests.read(file, PIECE, Set.of(ChecksumAlgorithm.SHA256));
    assertEquals(sha256(Arrays.copyOf(object, PIECE)), fewer.get(ChecksumAlgorithm.SHA256));
  }

  /** As after a power loss of the disk's node, between the recording and the end. */
  @Test
  public void whatASuspectDiskLostIsFound() {
    file.writeAt(ByteBuffer.allocate(100), PIECE + 10);
    DownloadState state = state(List.of(), null, DownloadOptions.Verify.NETWORK);
    right(state);
    suspect = true;
    assertEquals(List.of(new ByteRange(0, SIZE)), wrong(state).bad());
  }
}
