// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;

/**
 * An event of the kernel that tells of a probe's hits.
 *
 * @param event for example {@code jftrace_1_2/probe_malloc} or {@code sched/sched_switch}
 * @param filter the user's, which is to be combined with that of the process's threads; or empty
 * @param stackPointerField the field that has the thread's stack pointer; null if there is none
 */
public record RecordedEvent(
    String event, String filter, String stackPointerField, List<RecordedValue> values) {

  public RecordedEvent {
    values = List.copyOf(values);
  }
}
