// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Asks sockets of this process for their addresses. Not safe for use by several threads. */
public final class Socket {

  /** {@code struct sockaddr_storage} of include/uapi/linux/socket.h. */
  private static final int MAX_ADDRESS_BYTES = 128;

  private final ByteBuffer address = buffer(MAX_ADDRESS_BYTES);
  private final ByteBuffer length = buffer(Integer.BYTES);

  /**
   * What the socket is connected to or, if it is not, its own address.
   *
   * @return a {@code struct sockaddr}, empty if the descriptor is no socket
   */
  public byte[] address(int fd) {
    length.putInt(0, MAX_ADDRESS_BYTES);
    if (Libc.getpeername(fd, Libc.addressOf(address), Libc.addressOf(length)) != 0) {
      length.putInt(0, MAX_ADDRESS_BYTES);
      if (Libc.getsockname(fd, Libc.addressOf(address), Libc.addressOf(length)) != 0) {
        return new byte[0];
      }
    }
    byte[] copy = new byte[Math.min(length.getInt(0), MAX_ADDRESS_BYTES)];
    address.get(0, copy);
    return copy;
  }

  private static ByteBuffer buffer(int sizeBytes) {
    return ByteBuffer.allocateDirect(sizeBytes).order(ByteOrder.nativeOrder());
  }
}
