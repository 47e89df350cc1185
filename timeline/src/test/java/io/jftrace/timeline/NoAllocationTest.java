// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.FutexUse;
import io.jftrace.timeline.waits.WaitLookups;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The path of events leaves nothing behind for the garbage collector of the application. */
class NoAllocationTest {

  private static final int ROUNDS = 2000;
  private static final int EVENTS_PER_ROUND = 28;
  private static final int A = 1;
  private static final int B = 2;
  private static final int READ = WaitsFixture.number("read");
  private static final int FUTEX = WaitsFixture.number("futex");

  private static final List<ProbeField> SIZE =
      List.of(new ProbeField("size", ProbeField.Kind.UNSIGNED));
  private static final ProbeType CALL = new ProbeType("call", "", true, SIZE, List.of(), 10);
  private static final ProbeType PROBE = new ProbeType("probe", "", false, SIZE, List.of(), 10);

  private static final ProbeValues VALUES =
      new ProbeValues() {
        @Override
        public long number(int index) {
          return 4096;
        }

        @Override
        public String text(int index) {
          return "";
        }
      };

  /** Counts what it is passed. */
  private static final class Counts implements TimelineSink {
    int waits;
    int calls;
    int faults;
    int requests;
    int reasons;
    int hits;
    long values;

    @Override
    public void offCpu(OffCpuInterval interval) {
      waits++;
      reasons += interval.reason().isUnknown() ? 0 : 1;
    }

    @Override
    public void systemCall(SystemCall call) {
      calls++;
    }

    @Override
    public void pageFault(
        TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
      faults++;
    }

    @Override
    public void blockRequest(BlockRequest request) {
      requests++;
    }

    @Override
    public void probeHit(ProbeHit hit) {
      hits++;
      values += hit.number(0);
    }
  }

  private static final WaitLookups LOOKUPS =
      new WaitLookups() {
        @Override
        public FutexUse futexUse(TracedThread thread, long address) {
          return address == 1 ? FutexUse.PARK : FutexUse.MONITOR;
        }

        @Override
        public Class<?> parkBlocker(TracedThread thread, long timeNanos) {
          return Semaphore.class;
        }

        @Override
        public DescriptorKind descriptorKind(int descriptor) {
          return DescriptorKind.SOCKET;
        }
      };

  private final Counts counts = new Counts();
  private final ThreadStates events =
      new ThreadStates(
          new Timeline(
              counts, JavaThreads.UNKNOWN, tid -> "", SpanSource.NONE, () -> 0, LOOKUPS, 4));
  private long now;

  @Test
  void noEventAllocates() {
    events.objectWaitsTraced();
    events.found(0, A, 'R');
    events.found(0, B, 'R');
    rounds();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    rounds();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(bytes < ROUNDS * EVENTS_PER_ROUND / 10, bytes + " bytes");
    assertEquals(8 * ROUNDS, counts.waits);
    assertEquals(8 * ROUNDS, counts.reasons);
    assertEquals(6 * ROUNDS, counts.calls);
    assertEquals(2 * ROUNDS - 1, counts.faults, "the last one may not be over yet");
    assertEquals(2 * ROUNDS, counts.requests);
    assertEquals(3 * 2 * ROUNDS, counts.hits);
    assertEquals(4096L * counts.hits, counts.values);
  }

  private void rounds() {
    for (int i = 0; i < ROUNDS; i++) {
      events.syscallEntered(++now, A, READ, 7, 0, 0);
      waits('S', 0);
      events.syscallExited(++now, A, READ, 1);
      events.syscallEntered(++now, A, FUTEX, 1, 128, 0);
      waits('S', B);
      events.syscallExited(++now, A, FUTEX, 0);
      events.monitorWaitEntered(++now, A);
      events.syscallEntered(++now, A, FUTEX, 2, 128, 0);
      waits('S', B);
      events.syscallExited(++now, A, FUTEX, 0);
      events.monitorWaitExited(++now, A);
      events.pageFault(++now, A, 0x1000, false);
      events.blockIssued(++now, A, 1, i, 8, 4096, BlockOperation.READ);
      events.blockCompleted(++now, 1, i, 8, 0);
      waits('D', 0);
      calls();
    }
  }

  private void calls() {
    events.probeHit(++now, A, CALL, ProbePoint.ENTRY, 0x2000, VALUES);
    events.probeHit(++now, A, CALL, ProbePoint.ENTRY, 0x1000, VALUES);
    events.probeHit(++now, A, PROBE, ProbePoint.HIT, 0, VALUES);
    events.probeHit(++now, A, CALL, ProbePoint.RETURN, 0x1008, VALUES);
    events.probeHit(++now, A, CALL, ProbePoint.RETURN, 0x2008, VALUES);
  }

  /** Long enough to be kept for the chains of others. */
  private void waits(char state, int wakerTid) {
    events.switched(++now, 0, A, state, 0);
    events.waking(now += 1_000_000, A, wakerTid);
    events.switched(++now, 0, 0, 'R', A);
  }
}
