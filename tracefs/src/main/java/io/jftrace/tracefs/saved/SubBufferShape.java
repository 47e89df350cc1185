// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Size, byte order and head of the sub-buffers in saved files. header_page gives neither the byte
 * order nor the size that an instance was set to (buffer_subbuf_size_kb), so both are found by
 * looking: only with the right ones is there the head of a sub-buffer wherever one has to be.
 */
record SubBufferShape(SubBufferLayout layout, int sizeBytes) {

  /** The commit word has 20 bits for the size; none is larger. */
  private static final int MAX_BYTES = 1 << 20;

  /** Enough to tell; a trace may have gigabytes. */
  private static final int MAX_HEADS = 256;

  /** Bits of the commit word that are always 0: between the size and the two flags. */
  private static final int UNUSED_BITS = 0x3ff0_0000;

  /** The shape of the files' sub-buffers; the smallest size that fits if {@code sizeBytes} is 0. */
  static SubBufferShape of(List<Path> files, HeaderPage page, int sizeBytes) throws IOException {
    SubBufferShape best = null;
    double bestShare = -1;
    for (SubBufferShape candidate : candidates(page, sizeBytes)) {
      double share = candidate.shareOfHeads(files);
      if (share > bestShare) {
        best = candidate;
        bestShare = share;
      }
    }
    return best;
  }

  private static List<SubBufferShape> candidates(HeaderPage page, int sizeBytes) {
    List<SubBufferShape> candidates = new ArrayList<>();
    int first = sizeBytes > 0 ? sizeBytes : page.sizeBytes();
    int last = sizeBytes > 0 ? sizeBytes : MAX_BYTES;
    for (int size = first; size <= last; size *= 2) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        candidates.add(new SubBufferShape(new SubBufferLayout(page.wordBytes(), order), size));
      }
    }
    return candidates;
  }

  /** How many of the places where a sub-buffer begins look like one: 0 to 1. */
  private double shareOfHeads(List<Path> files) throws IOException {
    int places = 0;
    int heads = 0;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        ByteBuffer head = ByteBuffer.allocate(layout.headerBytes()).order(layout.order());
        long lastTime = 0;
        for (int i = 0; i < MAX_HEADS; i++) {
          head.clear();
          if (channel.read(head, (long) i * sizeBytes) < layout.headerBytes()) {
            break;
          }
          places++;
          heads += isHead(head, lastTime) ? 1 : 0;
          lastTime = head.getLong(0);
        }
      }
    }
    return places == 0 ? 0 : (double) heads / places;
  }

  private boolean isHead(ByteBuffer head, long lastTime) {
    int commit = head.getInt(layout.commitOffset());
    // The missed flag is sign-extended by some kernels.
    int high = layout.wordBytes() == 8 ? (int) (head.getLong(8) >>> Integer.SIZE) : 0;
    return (high == 0 || (high == -1 && commit < 0))
        && (commit & UNUSED_BITS) == 0
        && (commit & (MAX_BYTES - 1)) <= sizeBytes - layout.headerBytes()
        && head.getLong(0) >= lastTime;
  }
}
