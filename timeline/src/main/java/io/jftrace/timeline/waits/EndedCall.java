// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TracedThread;

/** The one object that all system calls are passed in. */
final class EndedCall implements SystemCall {

  private final WaitLookups lookups;
  private final SystemCalls calls;

  private TracedThread thread;
  private long startNanos;
  private long endNanos;
  private int number;
  private long result;
  private long offCpuNanos;
  private int descriptor;
  private String target;

  EndedCall(WaitLookups lookups, SystemCalls calls) {
    this.lookups = lookups;
    this.calls = calls;
  }

  void set(TracedThread newThread, long newStartNanos, long newEndNanos, long newOffCpuNanos) {
    thread = newThread;
    startNanos = newStartNanos;
    endNanos = newEndNanos;
    offCpuNanos = newOffCpuNanos;
  }

  /**
   * @param newDescriptor -1 if the call names none
   */
  void call(int newNumber, long newResult, int newDescriptor) {
    number = newNumber;
    result = newResult;
    descriptor = newDescriptor;
    target = null;
  }

  @Override
  public TracedThread thread() {
    return thread;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public String name() {
    return calls.name(number);
  }

  @Override
  public long result() {
    return result;
  }

  @Override
  public long offCpuNanos() {
    return offCpuNanos;
  }

  @Override
  public String target() {
    if (target == null) {
      target = descriptor < 0 ? "" : lookups.descriptorTarget(descriptor);
    }
    return target;
  }
}
