// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Waits until one of several files can be read. */
public final class Poller {

  // struct pollfd of include/uapi/asm-generic/poll.h: int fd; short events; short revents.
  private static final int POLLFD_BYTES = 8;
  private static final short POLLIN = 1;

  private final ByteBuffer pollfds;
  private final long address;
  private final int count;

  public Poller(List<RawFile> files) {
    count = files.size();
    pollfds = ByteBuffer.allocateDirect(count * POLLFD_BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      pollfds.putInt(i * POLLFD_BYTES, files.get(i).fd());
      pollfds.putShort(i * POLLFD_BYTES + 4, POLLIN);
    }
    address = RawFile.addressOf(pollfds);
  }

  /** Waits so long at most; a signal ends the wait early. */
  public void await(int timeoutMillis) {
    Libc.poll(address, count, timeoutMillis);
  }
}
