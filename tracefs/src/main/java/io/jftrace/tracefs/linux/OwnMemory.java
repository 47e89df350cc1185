// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import com.sun.jna.Pointer;

/** This process's memory, read as the process itself reads it. */
public final class OwnMemory {

  private OwnMemory() {}

  /** A 64-bit word; an address that is not mapped ends the process. */
  public static long readLong(long address) {
    return new Pointer(address).getLong(0);
  }
}
