// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.nio.ByteOrder;

/**
 * How a kernel lays out the head of a sub-buffer (struct buffer_data_page in
 * kernel/trace/ring_buffer.c): a time of 8 bytes, and the commit word, which is a {@code long}.
 *
 * @param wordBytes the size of the kernel's {@code long}, 4 or 8
 */
public record SubBufferLayout(int wordBytes, ByteOrder order) {

  /** Of the kernel that this JVM runs on, which has 64 bits. */
  public static final SubBufferLayout NATIVE = new SubBufferLayout(8, ByteOrder.nativeOrder());

  /** Where the records begin. */
  public int headerBytes() {
    return 8 + wordBytes;
  }

  /** Where the low 32 bits of the commit word are. */
  public int commitOffset() {
    return wordBytes == 8 && order == ByteOrder.BIG_ENDIAN ? 12 : 8;
  }
}
