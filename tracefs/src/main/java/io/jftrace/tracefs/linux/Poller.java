// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Waits until one of several files can be read, or until it is woken. */
public final class Poller implements AutoCloseable {

  // struct pollfd of include/uapi/asm-generic/poll.h: int fd; short events; short revents.
  private static final int POLLFD_BYTES = 8;
  private static final short POLLIN = 1;

  private final WakeUp wakeUp;
  private final ByteBuffer pollfds;
  private final long address;
  private final int count;

  public Poller(List<RawFile> files) throws SystemCallException {
    count = files.size() + 1;
    // Before the wake-up: if there is no memory, there is no descriptor to leak.
    pollfds = ByteBuffer.allocateDirect(count * POLLFD_BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < files.size(); i++) {
      set(i, files.get(i).fd());
    }
    address = RawFile.addressOf(pollfds);
    wakeUp = WakeUp.open();
    set(count - 1, wakeUp.fd());
  }

  private void set(int index, int fd) {
    pollfds.putInt(index * POLLFD_BYTES, fd);
    pollfds.putShort(index * POLLFD_BYTES + 4, POLLIN);
  }

  /** Waits so long at most; a signal ends the wait early. */
  public void await(int timeoutMillis) {
    if (Libc.poll(address, count, timeoutMillis) > 0) {
      wakeUp.clear();
    }
  }

  /** Ends the wait in progress, or the next one at once. Any thread, also after the close. */
  public void wake() {
    wakeUp.signal();
  }

  /** The files stay open. */
  @Override
  public void close() {
    wakeUp.close();
  }
}
