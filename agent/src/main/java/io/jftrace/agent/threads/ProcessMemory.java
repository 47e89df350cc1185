// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * This process's memory as the file {@code /proc/self/mem}: an address that is not mapped gives an
 * IOException (EIO) where a pointer would end the JVM. Used by one thread.
 */
final class ProcessMemory implements AutoCloseable {

  private static final int MAX_TEXT_BYTES = 128;

  private final FileChannel file;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(MAX_TEXT_BYTES).order(ByteOrder.nativeOrder());

  private ProcessMemory(FileChannel file) {
    this.file = file;
  }

  static ProcessMemory open() throws IOException {
    return new ProcessMemory(FileChannel.open(Path.of("/proc/self/mem"), StandardOpenOption.READ));
  }

  long readLong(long address) throws IOException {
    return read(address, Long.BYTES).getLong(0);
  }

  int readInt(long address) throws IOException {
    return read(address, Integer.BYTES).getInt(0);
  }

  /** A number without a sign, of 16 bits. */
  int readShort(long address) throws IOException {
    return Short.toUnsignedInt(read(address, Short.BYTES).getShort(0));
  }

  byte[] readBytes(long address, int sizeBytes) throws IOException {
    byte[] bytes = new byte[sizeBytes];
    for (int done = 0; done < sizeBytes; ) {
      int part = Math.min(sizeBytes - done, MAX_TEXT_BYTES);
      read(address + done, part).get(bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** A zero-terminated ASCII text; one that is longer than 128 bytes is cut off. */
  String readText(long address) throws IOException {
    StringBuilder text = new StringBuilder();
    int available = read(address, 1, MAX_TEXT_BYTES).limit();
    for (int i = 0; i < available && buffer.get(i) != 0; i++) {
      text.append((char) buffer.get(i));
    }
    return text.toString();
  }

  private ByteBuffer read(long address, int sizeBytes) throws IOException {
    return read(address, sizeBytes, sizeBytes);
  }

  /** Fewer bytes than wanted are there if a page ends that the next one is not mapped behind. */
  private ByteBuffer read(long address, int neededBytes, int wantedBytes) throws IOException {
    if (address <= 0) {
      throw new IOException("no address of a user's process: 0x" + Long.toHexString(address));
    }
    buffer.clear().limit(wantedBytes);
    if (file.read(buffer, address) < neededBytes) {
      throw new IOException("cannot read memory at 0x" + Long.toHexString(address));
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
