// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The few functions of the C library that Java has no equivalent for. Direct mapping where it is
 * called often; an interface for {@code open}, whose variable arguments direct mapping cannot pass.
 */
final class Libc {

  /** Functions called through JNA's invocation proxy. */
  interface Cold extends Library {
    int open(String path, int flags, Object... mode);

    String strerror(int errno);

    int mount(String source, String target, String type, long flags, Pointer data);
  }

  static final Cold COLD = Native.load("c", Cold.class);

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  static native long read(int fd, long address, long sizeBytes);

  static native long write(int fd, long address, long sizeBytes);

  static native int eventfd(int initialCount, int flags);

  static native int poll(long pollfds, long count, int timeoutMillis);

  static native int close(int fd);

  static native int getsockname(int fd, long address, long addressLength);

  static native int getpeername(int fd, long address, long addressLength);

  /** The errno of the last call that this thread made through JNA. */
  static int errno() {
    return Native.getLastError();
  }

  static long addressOf(java.nio.ByteBuffer directBuffer) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(directBuffer));
  }
}
