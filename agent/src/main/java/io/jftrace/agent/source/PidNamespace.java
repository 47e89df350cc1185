// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds out whether the ids in events are those that this process sees: the kernel writes them as
 * of the initial PID namespace, whatever namespace the process is in.
 */
final class PidNamespace {

  private PidNamespace() {}

  /**
   * Writes a marker and looks whose the kernel says it is. No event may be enabled yet.
   *
   * @throws TracefsException if this process is in a PID namespace of its own
   */
  static void requireInitial(Tracefs tracefs, Instance instance, RingBufferReader reader)
      throws IOException {
    int tid = ProcTasks.currentTid();
    instance.mark("jftrace");
    MarkerOwner owner = new MarkerOwner(tracefs.format(SchedulerDecoder.MARKER));
    reader.drain(owner);
    if (owner.tid != tid) {
      throw new TracefsException(
          "this JVM is in a PID namespace: the kernel knows its thread "
              + tid
              + " as "
              + owner.tid
              + "; share the host's (docker run --pid=host, Kubernetes hostPID: true)");
    }
  }

  private static final class MarkerOwner implements RecordHandler {

    private final FormatField pid;
    int tid = -1;

    MarkerOwner(EventFormat marker) throws IOException {
      pid = marker.integer("common_pid", 4);
    }

    @Override
    public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
      tid = (int) pid.integer(buffer, offset);
    }

    @Override
    public void lossBegan(int cpu, long timeNanos) {}

    @Override
    public void lossEnded(int cpu, long timeNanos, long count) {}
  }
}
