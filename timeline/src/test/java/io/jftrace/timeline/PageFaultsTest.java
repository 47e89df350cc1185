// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static io.jftrace.timeline.WaitsFixture.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageFaultsTest {

  private static final int A = 1;
  private static final int B = 2;

  private final WaitsFixture fixture = new WaitsFixture(0);
  private final Timeline timeline = fixture.timeline;
  private final RecordingTimelineSink sink = fixture.sink;

  @BeforeEach
  void twoThreads() {
    fixture.threads("a", "b");
  }

  @Test
  void areMinorUnlessTheThreadWaits() {
    timeline.pageFault(100, A, 0x11, false);
    timeline.pageFault(200, A, 0x22, false);
    assertEquals("page-fault", fixture.wait(250, 900, A, 'D', 0));
    assertEquals(List.of("1 minor 100-100 at 17"), sink.faults);
    fixture.enter(1000, A, "getpid");
    timeline.runs(5000 * MILLI, A);
    assertEquals(List.of("1 minor 100-100 at 17", "1 major 200-910 at 34"), sink.faults);
  }

  @Test
  void mayWaitForTheAddressSpaceAndThenForThePage() {
    timeline.pageFault(100, A, 0x11, false);
    assertEquals("mmap-lock", fixture.wait(150, 300, A, 'D', B));
    assertEquals("preempted", fixture.wait(320, 320, A, 'R', -1));
    assertEquals("page-fault", fixture.wait(350, 900, A, 'D', 0));
    timeline.threadEnded(1000, A);
    assertEquals(List.of("1 major 100-910 at 17"), sink.faults);
  }

  @Test
  void thatWaitForTheAddressSpaceOnlyAreMinor() {
    timeline.pageFault(100, A, 0x11, false);
    fixture.wait(150, 300, A, 'D', B);
    timeline.forgotten(400, A);
    assertEquals(List.of("1 minor 100-310 at 17"), sink.faults);
  }

  @Test
  void thatReadADiskAreForThePageWhoeverEndsThem() {
    timeline.pageFault(100, A, 0x11, false);
    timeline.blockIssued(120, A, 1, 800, 8, 4096, BlockOperation.READ);
    assertEquals("page-fault", fixture.wait(150, 300, A, 'D', B));
  }

  @Test
  void arePassedWhenTheThreadHasRunOn() {
    timeline.pageFault(100, A, 0x11, false);
    timeline.runs(100 + MILLI, A);
    assertEquals(List.of(), sink.faults);
    timeline.runs(101 + MILLI, A);
    timeline.runs(102 + MILLI, A);
    assertEquals(List.of("1 minor 100-100 at 17"), sink.faults);
  }

  @Test
  void ofTheKernelLeaveTheCallAsItIs() {
    fixture.enter(100, A, "write", 7);
    timeline.pageFault(110, A, 0x11, true);
    assertEquals("page-fault write descriptor:7", fixture.wait(150, 300, A, 'D', 0));
    fixture.exit(400, A, "write", 10);
    assertEquals(List.of("1 major 110-310 at 17"), sink.faults);
    assertEquals(List.of("write 100-400 off 160 = 10 descriptor:7"), sink.calls);
  }
}
