// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is passed, a line each. */
final class RecordingTimelineSink implements TimelineSink {

  final List<String> waits = new ArrayList<>();
  final List<String> chains = new ArrayList<>();
  final List<String> locks = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final List<String> faults = new ArrayList<>();
  final List<String> requests = new ArrayList<>();

  @Override
  public void offCpu(OffCpuInterval interval) {
    String call = interval.systemCall() + " " + interval.target();
    waits.add((interval.reason().label() + " " + call).strip());
    chains.add(interval.wakerChain());
    locks.add((interval.lockClass() + " " + interval.lockOwner()).strip());
  }

  @Override
  public void systemCall(SystemCall call) {
    String times = call.startNanos() + "-" + call.endNanos() + " off " + call.offCpuNanos();
    calls.add((call.name() + " " + times + " = " + call.result() + " " + call.target()).strip());
  }

  @Override
  public void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    String kind = major ? " major " : " minor ";
    faults.add(thread.tid() + kind + startNanos + "-" + endNanos + " at " + address);
  }

  @Override
  public void blockRequest(BlockRequest request) {
    String times = request.issueNanos() + "-" + request.completeNanos();
    String what = request.operation().label() + " " + request.sector() + " " + request.bytes();
    requests.add(request.thread().tid() + " " + times + " " + what + " " + request.error());
  }

  String lastWait() {
    return waits.get(waits.size() - 1);
  }

  String lastChain() {
    return chains.get(chains.size() - 1);
  }

  String lastLock() {
    return locks.get(locks.size() - 1);
  }
}
