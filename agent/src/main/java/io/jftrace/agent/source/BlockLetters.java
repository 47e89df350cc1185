// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;
import java.nio.ByteBuffer;

/**
 * What a block request does, from the letters of its event (blk_fill_rwbs() in
 * kernel/trace/blktrace.c, Linux 6.1 to 6.18).
 */
final class BlockLetters {

  /** At least one letter, and the zero byte behind it. */
  private static final int MIN_BYTES = 2;

  private final int offset;

  private BlockLetters(int offset) {
    this.offset = offset;
  }

  /** Of the events with that format. */
  static BlockLetters in(EventFormat format) throws FormatException {
    FormatField letters = format.text("rwbs");
    if (letters.type().placement() != Placement.INLINE || letters.size() < MIN_BYTES) {
      throw new FormatException("event " + format.name() + ": unexpected size of " + letters);
    }
    return new BlockLetters(letters.offset());
  }

  /**
   * The operation of the record at {@code at}. The first letter is the operation's, unless the disk
   * has to flush its cache first: then it is F, with the operation's behind it.
   */
  BlockOperation read(ByteBuffer buffer, int at) {
    int first = buffer.get(at + offset);
    if (first != 'F') {
      return operation(first, BlockOperation.OTHER);
    }
    return operation(buffer.get(at + offset + 1), BlockOperation.FLUSH);
  }

  private static BlockOperation operation(int letter, BlockOperation otherwise) {
    return switch (letter) {
      case 'R' -> BlockOperation.READ;
      case 'W' -> BlockOperation.WRITE;
      case 'D' -> BlockOperation.DISCARD;
      default -> otherwise;
    };
  }
}
