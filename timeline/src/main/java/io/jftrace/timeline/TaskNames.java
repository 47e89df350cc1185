// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Knows the comm of tasks, of this and of other processes. */
@FunctionalInterface
public interface TaskNames {

  /** The task's comm (at most 15 bytes), or an empty text if it is gone. */
  String comm(int tid);
}
