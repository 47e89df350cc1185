// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.tracefs.linux.OwnMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values in this process's memory, at addresses that may have gone. Any thread. */
final class ProcessMemory {

  private static final int MAX_TEXT_BYTES = 128;

  private ProcessMemory() {}

  static long readLong(long address) throws IOException {
    return read(address, Long.BYTES).getLong();
  }

  static int readInt(long address) throws IOException {
    return read(address, Integer.BYTES).getInt();
  }

  /** A number without a sign, of 16 bits. */
  static int readShort(long address) throws IOException {
    return Short.toUnsignedInt(read(address, Short.BYTES).getShort());
  }

  static byte[] readBytes(long address, int sizeBytes) throws IOException {
    return sizeBytes == 0 ? new byte[0] : read(address, sizeBytes).array();
  }

  /** A zero-terminated ASCII text; one that is longer than 128 bytes is cut off. */
  static String readText(long address) throws IOException {
    // Fewer bytes are there if a page ends that the next one is not mapped behind.
    ByteBuffer bytes = read(address, 1, MAX_TEXT_BYTES);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.limit() && bytes.get(i) != 0; i++) {
      text.append((char) bytes.get(i));
    }
    return text.toString();
  }

  private static ByteBuffer read(long address, int sizeBytes) throws IOException {
    return read(address, sizeBytes, sizeBytes);
  }

  private static ByteBuffer read(long address, int neededBytes, int wantedBytes)
      throws IOException {
    byte[] bytes = new byte[wantedBytes];
    int count = OwnMemory.read(address, bytes);
    if (count < neededBytes) {
      throw new IOException("cannot read memory at 0x" + Long.toHexString(address));
    }
    return ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.nativeOrder());
  }
}
