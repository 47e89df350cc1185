// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.agent.threads.JvmFunction;
import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Events of this process's own where the JVM begins and ends Object.wait: what the thread does in
 * between looks like entering a monitor to the kernel. A probe is felt by all processes that map
 * the library; the events' filters keep the others' hits out.
 */
final class MonitorWaitProbe {

  private static final String FUNCTION = "JVM_MonitorWait";

  private final DynamicEvents events;
  private final String group = Leftovers.instanceName(ProcessHandle.current().pid());
  private final Deque<Definition> defined = new ArrayDeque<>();

  MonitorWaitProbe(Tracefs tracefs) {
    this.events = new DynamicEvents(tracefs);
  }

  /** The event at its beginning. */
  String entry() {
    return group + "/monitor_wait";
  }

  /** The event at its end. */
  String exit() {
    return group + "/monitor_wait_return";
  }

  /**
   * Defines both events, which does not enable them.
   *
   * @throws IOException if that is not possible, or would cost the application too much
   */
  void define() throws IOException {
    JvmFunction function = JvmFunction.find(FUNCTION);
    if (!function.isCheapToProbe()) {
      throw new IOException(
          String.format(
              "a probe at %s, which begins with 0x%02x, would be slow",
              FUNCTION, function.opcode()));
    }
    String place = function.library() + ":0x" + Long.toHexString(function.fileOffset());
    define("p:", entry(), place);
    define("r:", exit(), place);
  }

  private void define(String kind, String event, String place) throws TracefsException {
    defined.push(events.defineUprobe(kind + event + " " + place));
  }

  /** Enables both events, or none: an entry without an end would last for ever. */
  void enable(Instance instance) throws TracefsException {
    instance.enable(exit());
    try {
      instance.enable(entry());
    } catch (TracefsException e) {
      instance.disable(exit());
      throw e;
    }
  }

  /** Deletes what was defined; no instance may have it enabled. */
  void delete() throws TracefsException {
    while (!defined.isEmpty()) {
      events.delete(defined.pop());
    }
  }
}
