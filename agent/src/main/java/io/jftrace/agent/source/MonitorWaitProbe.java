// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.agent.threads.JvmFunction;
import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Events of this process's own where the JVM begins and ends Object.wait: what the thread does in
 * between looks like entering a monitor to the kernel. A probe is felt by all processes that map
 * the library; the events' filters keep the others' hits out.
 */
final class MonitorWaitProbe {

  private static final String FUNCTION = "JVM_MonitorWait";

  private final DynamicEvents events;
  private final Path kernelRelease;
  private final String group = Leftovers.instanceName(ProcessHandle.current().pid());
  private final OwnDefinitions defined;

  /**
   * @param kernelRelease the file that tells the kernel's release
   */
  MonitorWaitProbe(Tracefs tracefs, Path kernelRelease) {
    this.events = new DynamicEvents(tracefs);
    this.defined = new OwnDefinitions(events);
    this.kernelRelease = kernelRelease;
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
   * @throws IOException if that is not possible, would cost the application too much, or could end
   *     it
   */
  void define() throws IOException {
    KernelRelease.read(kernelRelease).requireHarmlessReturns();
    JvmFunction function = JvmFunction.find(FUNCTION);
    if (!function.isCheapToProbe()) {
      throw new IOException(
          "a probe at " + FUNCTION + " would not be cheap: " + function.hitCost());
    }
    String place = function.library() + ":0x" + Long.toHexString(function.fileOffset());
    define("p:", entry(), place);
    define("r:", exit(), place);
  }

  private void define(String kind, String event, String place) throws TracefsException {
    defined.add(events.defineUprobe(kind + event + " " + place));
  }

  /** Enables both events, or none: an entry without an end would last for ever. */
  void enable(Instance instance) throws TracefsException {
    instance.enable(exit());
    try {
      instance.enable(entry());
    } catch (TracefsException e) {
      Cleanup.after(e, () -> instance.disable(exit()));
      throw e;
    }
  }

  /** Deletes what was defined, all that can be; no instance may have it enabled. */
  void delete() throws IOException {
    defined.delete();
  }
}
