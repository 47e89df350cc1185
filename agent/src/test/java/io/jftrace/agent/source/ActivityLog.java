// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;
import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What threads asked of the kernel, one line each, as a decoder or a source passed it. */
final class ActivityLog implements IntervalSink, ActivityEvents {

  /**
   * One event.
   *
   * @param tid the thread; -1 if there is none
   */
  record Entry(int tid, String event, String text) {}

  final List<Entry> entries = new ArrayList<>();
  int objectWaitsTraced;
  long losses;
  long intervals;

  /** The texts of a thread's events of that name. */
  List<String> of(int tid, String event) {
    return entries.stream()
        .filter(entry -> entry.tid == tid && entry.event.equals(event))
        .map(Entry::text)
        .toList();
  }

  private void add(int tid, String event, String format, Object... values) {
    entries.add(new Entry(tid, event, String.format(Locale.ROOT, format, values)));
  }

  @Override
  public void syscallEntered(long timeNanos, int tid, int number, long arg0, long arg1, long arg2) {
    add(tid, "sys_enter", "NR %d (%x, %x, %x", number, arg0, arg1, arg2);
  }

  @Override
  public void syscallExited(long timeNanos, int tid, int number, long result) {
    add(tid, "sys_exit", "NR %d = %d", number, result);
  }

  @Override
  public void pageFault(long timeNanos, int tid, long address, boolean inKernel) {
    add(tid, inKernel ? "page_fault_kernel" : "page_fault_user", "address=0x%x", address);
  }

  @Override
  public void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {
    add(tid, type.name(), "%s sp=%x", point, stackPointer);
  }

  @Override
  public void objectWaitsTraced() {
    objectWaitsTraced++;
  }

  @Override
  public void monitorWaitEntered(long timeNanos, int tid) {
    add(tid, "monitor_wait", "entry");
  }

  @Override
  public void monitorWaitExited(long timeNanos, int tid) {
    add(tid, "monitor_wait", "return");
  }

  @Override
  public void blockIssued(
      long timeNanos,
      int tid,
      int device,
      long sector,
      long sectors,
      long bytes,
      BlockOperation operation) {
    add(
        tid,
        "block_rq_issue",
        "%d,%d %s %d %d + %d",
        device >>> 20,
        device & 0xfffff,
        operation.label(),
        bytes,
        sector,
        sectors);
  }

  @Override
  public void blockCompleted(long timeNanos, int device, long sector, long sectors, int error) {
    add(
        -1,
        "block_rq_complete",
        "%d,%d %d + %d [%d]",
        device >>> 20,
        device & 0xfffff,
        sector,
        sectors,
        error);
  }

  @Override
  public void offCpu(
      int tid,
      long startNanos,
      long queuedNanos,
      long endNanos,
      int wakerTid,
      char state,
      int cpuOut,
      int cpuIn) {
    intervals++;
  }

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    losses++;
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {}

  @Override
  public void stateTime(int tid, StateTimes delta) {}

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {}

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {}

  @Override
  public void threadEnded(long timeNanos, int tid) {}

  @Override
  public void marker(long timeNanos, int tid, String text) {}

  @Override
  public void complete(long untilNanos) {}
}
