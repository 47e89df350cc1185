// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import net.fornwall.jelf.BackingFile;
import net.fornwall.jelf.ElfException;

/**
 * What jelf reads from: a window of the file. jelf would map it, and a file that shrinks while it
 * is mapped ends in a signal.
 */
final class FileBytes implements BackingFile {

  private static final int WINDOW_BYTES = 64 << 10;

  /** Null if the window is all there is. */
  private final FileChannel file;

  private final long sizeBytes;
  private final ByteBuffer window;
  private long windowStart;

  private FileBytes(FileChannel file, long sizeBytes, ByteBuffer window) {
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.window = window;
  }

  static FileBytes of(FileChannel file) throws IOException {
    return new FileBytes(file, file.size(), ByteBuffer.allocate(WINDOW_BYTES).limit(0));
  }

  static FileBytes of(byte[] content) {
    return new FileBytes(null, content.length, ByteBuffer.wrap(content));
  }

  long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void seek(long offset) {
    if (offset < 0 || offset > sizeBytes) {
      throw new ElfException("nothing at offset " + offset + " of " + sizeBytes + " bytes");
    }
    long within = offset - windowStart;
    if (within >= 0 && within <= window.limit()) {
      window.position((int) within);
    } else {
      windowStart = offset;
      window.limit(0);
    }
  }

  @Override
  public void skip(int bytesToSkip) {
    seek(windowStart + window.position() + bytesToSkip);
  }

  @Override
  public short readUnsignedByte() {
    if (!window.hasRemaining()) {
      refill();
    }
    return (short) (window.get() & 0xff);
  }

  @Override
  public int read(byte[] data) {
    int done = 0;
    while (done < data.length) {
      if (!window.hasRemaining()) {
        refill();
      }
      int count = Math.min(data.length - done, window.remaining());
      window.get(data, done, count);
      done += count;
    }
    return done;
  }

  private void refill() {
    windowStart += window.position();
    try {
      int count = file == null ? -1 : file.read(window.clear(), windowStart);
      window.flip();
      if (count <= 0) {
        throw new ElfException("the file ends at offset " + windowStart);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
