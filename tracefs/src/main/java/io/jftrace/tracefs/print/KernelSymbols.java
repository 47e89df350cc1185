// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/**
 * What addresses of the kernel that recorded mean. A record holds addresses only; on another
 * machine, or after the next boot, their names are known only if they were recorded as well.
 */
public interface KernelSymbols {

  /** Knows nothing. */
  KernelSymbols NONE = address -> null;

  /**
   * The symbol that the address is in, its offset and size as in {@code do_exit+0x4/0xaf0}, a
   * module's name behind it as in {@code [ext4]}; null if there is none.
   */
  String nameOf(long address);

  /**
   * The text that a pointer of the kernel points to, as in tracefs' {@code printk_formats}; null if
   * it is not known.
   */
  default String textAt(long address) {
    return null;
  }
}
