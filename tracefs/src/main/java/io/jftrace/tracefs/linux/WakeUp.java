// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ends the wait of a {@link Poller} from another thread: an eventfd(2). */
public final class WakeUp implements AutoCloseable {

  // include/uapi/linux/eventfd.h, with the values of O_NONBLOCK and O_CLOEXEC.
  private static final int EFD_NONBLOCK = 04000;
  private static final int EFD_CLOEXEC = 02000000;
  private static final int COUNTER_BYTES = 8;

  private final ByteBuffer one = counter();
  private final ByteBuffer count = counter();
  private int fd = -1;

  private WakeUp() {
    one.putLong(0, 1);
  }

  private static ByteBuffer counter() {
    return ByteBuffer.allocateDirect(COUNTER_BYTES).order(ByteOrder.nativeOrder());
  }

  /** Makes one; the descriptor is not passed to child processes. */
  public static WakeUp open() throws SystemCallException {
    // Its memory first: if that is refused, there is no descriptor to leak.
    WakeUp wakeUp = new WakeUp();
    wakeUp.fd = Libc.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wakeUp.fd < 0) {
      throw new SystemCallException("eventfd", Libc.errno());
    }
    return wakeUp;
  }

  /** Ends the wait in progress, or the next one at once. Any thread, also after the close. */
  public synchronized void signal() {
    if (fd >= 0) {
      // It can only fail where the counter is full, which is a signal as well.
      Libc.write(fd, Libc.addressOf(one), COUNTER_BYTES);
    }
  }

  /** Takes the signals so far. */
  synchronized void clear() {
    if (fd >= 0) {
      Libc.read(fd, Libc.addressOf(count), COUNTER_BYTES);
    }
  }

  int fd() {
    return fd;
  }

  @Override
  public synchronized void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
