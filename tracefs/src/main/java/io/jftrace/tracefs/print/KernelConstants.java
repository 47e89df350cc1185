// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.HashMap;
import java.util.Map;

/**
 * Constants that some kernels leave in a {@code print fmt:} by name, and that have the same value
 * in all kernels. Those that changed, as {@code I_DIRTY_SYNC} did, cannot be here.
 */
final class KernelConstants {

  /** include/net/tcp_states.h, from 1 on; also in the interface for BPF programs. */
  private static final String[] TCP_STATES = {
    "TCP_ESTABLISHED",
    "TCP_SYN_SENT",
    "TCP_SYN_RECV",
    "TCP_FIN_WAIT1",
    "TCP_FIN_WAIT2",
    "TCP_TIME_WAIT",
    "TCP_CLOSE",
    "TCP_CLOSE_WAIT",
    "TCP_LAST_ACK",
    "TCP_LISTEN",
    "TCP_CLOSING",
    "TCP_NEW_SYN_RECV"
  };

  private static final Map<String, Integer> VALUES = new HashMap<>();

  static {
    for (int i = 0; i < TCP_STATES.length; i++) {
      VALUES.put(TCP_STATES[i], i + 1);
    }
    // include/uapi/linux/ioprio.h
    VALUES.put("IOPRIO_CLASS_NONE", 0);
    VALUES.put("IOPRIO_CLASS_RT", 1);
    VALUES.put("IOPRIO_CLASS_BE", 2);
    VALUES.put("IOPRIO_CLASS_IDLE", 3);
    VALUES.put("IOPRIO_CLASS_INVALID", 7);
    // include/linux/hrtimer.h, enum hrtimer_mode, the same from 5.4 to 6.18
    String[] modes = {"", "_PINNED", "_SOFT", "_PINNED_SOFT", "_HARD", "_PINNED_HARD"};
    for (int i = 0; i < modes.length; i++) {
      VALUES.put("HRTIMER_MODE_ABS" + modes[i], 2 * i);
      VALUES.put("HRTIMER_MODE_REL" + modes[i], 2 * i + 1);
    }
  }

  private KernelConstants() {}

  static Constant named(String name) throws NotUnderstood {
    Integer value = VALUES.get(name);
    if (value == null) {
      throw new NotUnderstood("a name " + name);
    }
    return new Constant(value, CType.INT);
  }
}
