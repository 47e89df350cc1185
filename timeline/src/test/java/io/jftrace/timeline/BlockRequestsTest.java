// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockRequestsTest {

  private static final int DISK = 8 << 20;

  private final RecordingTimelineSink sink = new RecordingTimelineSink();
  private final BlockRequests requests = new BlockRequests(sink, SpanSource.NONE);
  private final TracedThread thread = new TracedThread(1, 0, "a");

  private void issue(long timeNanos, long sector, long sectors) {
    requests.issued(thread, timeNanos, DISK, sector, sectors, 512 * sectors, BlockOperation.READ);
  }

  private void expect(String... lines) {
    assertEquals(List.of(lines), sink.requests);
  }

  @Test
  void areKnownByTheirDeviceAndFirstSector() {
    issue(100, 800, 8);
    issue(110, 808, 8);
    requests.completed(150, DISK + 1, 800, 8, 0);
    requests.completed(160, DISK, 804, 4, 0);
    expect();
    requests.completed(200, DISK, 808, 8, 0);
    requests.completed(210, DISK, 800, 8, -5);
    requests.completed(220, DISK, 800, 8, 0);
    expect("1 110-200 read 808 4096 0", "1 100-210 read 800 4096 -5");
  }

  @Test
  void mayBeDoneInParts() {
    issue(100, 800, 24);
    requests.completed(200, DISK, 800, 8, 0);
    requests.completed(210, DISK, 808, 8, -5);
    requests.completed(215, DISK, 800, 8, 0);
    expect();
    requests.completed(220, DISK, 816, 8, 0);
    expect("1 100-220 read 800 12288 -5");
  }

  @Test
  void mayBeIssuedAgain() {
    issue(100, 800, 8);
    issue(150, 800, 8);
    requests.completed(200, DISK, 800, 8, 0);
    requests.completed(210, DISK, 800, 8, 0);
    expect("1 100-200 read 800 4096 0");
  }

  @Test
  void ofAnotherLengthAreOthers() {
    issue(100, 800, 8);
    issue(150, 800, 16);
    requests.completed(200, DISK, 800, 16, 0);
    expect("1 150-200 read 800 8192 0");
  }

  @Test
  void flushesAreDoneInOrderAndAreNotTheFirstSector() {
    requests.issued(thread, 100, DISK, 0, 0, 0, BlockOperation.FLUSH);
    requests.issued(thread, 110, DISK, 0, 0, 0, BlockOperation.WRITE);
    issue(120, 0, 8);
    requests.completed(200, DISK, 0, 8, 0);
    requests.completed(210, DISK, 0, 0, 0);
    requests.completed(220, DISK, 0, 0, 0);
    requests.completed(230, DISK, 0, 0, 0);
    expect("1 120-200 read 0 4096 0", "1 100-210 flush 0 0 0", "1 110-220 flush 0 0 0");
  }

  @Test
  void areBounded() {
    IntStream.rangeClosed(0, BlockRequests.MAX_PENDING).forEach(i -> issue(i, 8L * i, 8));
    requests.completed(9000, DISK, 0, 8, 0);
    expect();
    requests.completed(9001, DISK, 8, 8, 0);
    requests.completed(9002, DISK, 8L * BlockRequests.MAX_PENDING, 8, 0);
    expect("1 1-9001 read 8 4096 0", "1 4096-9002 read 32768 4096 0");
  }

  @Test
  void areForgottenAfterLossAndGoOn() {
    issue(100, 800, 8);
    issue(100, 808, 8);
    requests.forget();
    requests.completed(200, DISK, 800, 8, 0);
    issue(300, 800, 8);
    requests.completed(400, DISK, 800, 8, 0);
    expect("1 300-400 read 800 4096 0");
  }

  @ParameterizedTest
  @CsvSource({"READ, 8, read", "WRITE, 8, write", "WRITE, 0, flush", "OTHER, 0, other"})
  void areNamedByTheirOperation(BlockOperation passed, long sectors, String operation) {
    requests.issued(thread, 100, DISK, 800, sectors, 512 * sectors, passed);
    requests.completed(200, DISK, 800, sectors, 0);
    expect("1 100-200 " + operation + " 800 " + 512 * sectors + " 0");
  }

  @Test
  void ofOwnThreadsOnlyArePassed() {
    WaitsFixture fixture = new WaitsFixture(0);
    fixture.threads("a");
    fixture.timeline.blockIssued(100, 1, DISK, 800, 8, 4096, BlockOperation.READ);
    fixture.timeline.blockIssued(100, 77, DISK, 808, 8, 4096, BlockOperation.READ);
    fixture.timeline.blockCompleted(200, DISK, 800, 8, 0);
    fixture.timeline.blockCompleted(200, DISK, 808, 8, 0);
    assertEquals(List.of("1 100-200 read 800 4096 0"), fixture.sink.requests);
  }
}
