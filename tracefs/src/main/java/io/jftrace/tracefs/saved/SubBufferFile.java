// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sub-buffers of one CPU one after the other in a file, as read from trace_pipe_raw. */
final class SubBufferFile implements Closeable {

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer subBuffer;
  private int lengthBytes;

  private SubBufferFile(
      Path file, FileChannel channel, SubBufferLayout layout, int subBufferBytes) {
    this.file = file;
    this.channel = channel;
    this.subBuffer = ByteBuffer.allocate(subBufferBytes).order(layout.order());
  }

  static SubBufferFile open(Path file, SubBufferLayout layout, int subBufferBytes)
      throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new SubBufferFile(file, channel, layout, subBufferBytes);
  }

  /** Reads the next one; false at the end of the file. */
  boolean next() throws IOException {
    subBuffer.clear();
    try {
      while (subBuffer.hasRemaining() && channel.read(subBuffer) >= 0) {
        // A read may give less than was asked for.
      }
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
    lengthBytes = subBuffer.position();
    return lengthBytes > 0;
  }

  ByteBuffer subBuffer() {
    return subBuffer;
  }

  /** How much of it there is: less than a whole one at the end of a file that was cut. */
  int lengthBytes() {
    return lengthBytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
