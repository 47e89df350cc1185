// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.probes.ProbeHit;

/**
 * What one pool's threads asked of the kernel: written by the reader's thread, read by scrapes. All
 * 0 where only scheduler events are traced.
 */
@SuppressWarnings("EnumOrdinal") // An array by ordinal, as in PoolTimes.
final class PoolActivity {

  private static final int CALLS = 0;
  private static final int CALL_NANOS = 1;
  private static final int MINOR_FAULTS = 2;
  private static final int MAJOR_FAULTS = 3;
  private static final int MINOR_FAULT_NANOS = 4;
  private static final int MAJOR_FAULT_NANOS = 5;

  private final Sums sums = new Sums(MAJOR_FAULT_NANOS + 1);
  private final Sums blockBytes = new Sums(BlockOperation.values().length);
  private final Sums memoryCalls = new Sums(MemoryFunction.values().length);
  private final Sums memoryBytes = new Sums(MemoryFunction.values().length);

  void add(SystemCall call) {
    sums.add(CALLS, 1);
    sums.add(CALL_NANOS, call.endNanos() - call.startNanos());
  }

  void add(BlockRequest request) {
    blockBytes.add(request.operation().ordinal(), request.bytes());
  }

  void addFault(long durationNanos, boolean major) {
    sums.add(major ? MAJOR_FAULTS : MINOR_FAULTS, 1);
    sums.add(major ? MAJOR_FAULT_NANOS : MINOR_FAULT_NANOS, durationNanos);
  }

  void add(MemoryFunction function, ProbeHit hit) {
    memoryCalls.add(function.ordinal(), 1);
    memoryBytes.add(function.ordinal(), MemoryFunction.bytes(hit));
  }

  long systemCalls() {
    return sums.get(CALLS);
  }

  long systemCallNanos() {
    return sums.get(CALL_NANOS);
  }

  long minorFaults() {
    return sums.get(MINOR_FAULTS);
  }

  long majorFaults() {
    return sums.get(MAJOR_FAULTS);
  }

  /** Not 0 if threads waited for the address space's lock. */
  long minorFaultNanos() {
    return sums.get(MINOR_FAULT_NANOS);
  }

  long majorFaultNanos() {
    return sums.get(MAJOR_FAULT_NANOS);
  }

  long blockBytes(BlockOperation operation) {
    return blockBytes.get(operation.ordinal());
  }

  long memoryCalls(MemoryFunction function) {
    return memoryCalls.get(function.ordinal());
  }

  /** What was asked for, or given back by munmap. */
  long memoryBytes(MemoryFunction function) {
    return memoryBytes.get(function.ordinal());
  }
}
