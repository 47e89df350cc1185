// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.TracefsException;
import java.util.function.Consumer;

/** The instance's ring buffer: how large it is, and what is told when it was too small. */
final class KernelBuffer {

  private final int sizeKb;
  private final LossLog log;

  /**
   * Sets the size.
   *
   * @param warnings receives a line, now and then, when events are lost
   */
  KernelBuffer(Instance instance, int sizeKb, Consumer<String> warnings) throws TracefsException {
    this.sizeKb = sizeKb;
    this.log = new LossLog(warnings);
    instance.set("buffer_size_kb", Integer.toString(sizeKb));
  }

  /** To be called for each loss that the reader meets. */
  void lost(int cpu, long timeNanos, long count) {
    log.lost(cpu, timeNanos, count);
  }

  /** To be called after each drain. */
  void drained(long nowNanos) {
    log.tellIfDue(nowNanos, this::advice);
  }

  /** To be called at the end: tells what has not been told. */
  void tellRest(long nowNanos) {
    log.tell(nowNanos, this::advice);
  }

  private String advice() {
    return "set buffer-size-kb=" + 2 * sizeKb + " or more (now " + sizeKb + " per CPU)";
  }
}
