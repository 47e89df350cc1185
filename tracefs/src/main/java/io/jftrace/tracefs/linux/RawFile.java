// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file opened read-only and non-blocking. Not safe for use by several threads. */
public final class RawFile implements AutoCloseable {

  private static final int O_RDONLY = 0;
  // include/uapi/asm-generic/fcntl.h; the same on x86, arm64, riscv and s390.
  private static final int O_NONBLOCK = 04000;
  private static final int O_CLOEXEC = 02000000;

  private final Path path;
  private int fd;

  private RawFile(Path path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  /** Opens the file; the descriptor is not passed to child processes. */
  public static RawFile open(Path path) throws SystemCallException {
    int fd = Libc.COLD.open(path.toString(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
      throw new SystemCallException("open " + path, Libc.errno());
    }
    return new RawFile(path, fd);
  }

  /**
   * Reads at most {@code sizeBytes} into memory at {@code address}.
   *
   * @return the number of bytes; 0 if there is nothing now (EAGAIN), at the end of the file, or if
   *     the read was interrupted
   */
  public int read(long address, int sizeBytes) throws SystemCallException {
    long n = Libc.read(fd, address, sizeBytes);
    if (n < 0) {
      int errno = Libc.errno();
      if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
        return 0;
      }
      throw new SystemCallException("read " + path, errno);
    }
    return (int) n;
  }

  /** The address of a direct buffer's first byte. */
  public static long addressOf(ByteBuffer directBuffer) {
    return Libc.addressOf(directBuffer);
  }

  int fd() {
    return fd;
  }

  @Override
  public void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
