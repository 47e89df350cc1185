// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code events/header_page} says of a kernel's sub-buffers.
 *
 * @param wordBytes the size of the commit word, which is a {@code long} of the kernel: 4 or 8
 * @param sizeBytes of a whole sub-buffer, its head included, unless the instance has another size
 *     ({@code buffer_subbuf_size_kb})
 */
public record HeaderPage(int wordBytes, int sizeBytes) {

  private static final int TIMESTAMP_BYTES = 8;

  /** Kernels have pages of 4 KiB at least; this leaves room. */
  private static final int MIN_BYTES = 512;

  /**
   * The commit word has 20 bits for the size (RB_WRITE_MASK in kernel/trace/ring_buffer.c, 6.18).
   */
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern COMMIT =
      Pattern.compile("field:\\s*local_t commit;\\s*offset:8;\\s*size:([48]);");

  private static final Pattern DATA =
      Pattern.compile("field:\\s*char data;\\s*offset:(\\d{1,9});\\s*size:(\\d{1,9});");

  /** Throws {@link IllegalArgumentException} for a size that no kernel has. */
  public HeaderPage {
    if (!isPossible(sizeBytes)) {
      throw new IllegalArgumentException("a sub-buffer of " + sizeBytes + " bytes");
    }
  }

  /**
   * Parses the file's text.
   *
   * @throws TracefsException if it has no commit word or no data, or sizes that no kernel has
   */
  public static HeaderPage parse(String text) throws TracefsException {
    Matcher commit = COMMIT.matcher(text);
    Matcher data = DATA.matcher(text);
    if (!commit.find() || !data.find()) {
      throw new TracefsException("events/header_page not understood: " + text.strip());
    }
    int wordBytes = Integer.parseInt(commit.group(1));
    int dataOffset = Integer.parseInt(data.group(1));
    int sizeBytes = dataOffset + Integer.parseInt(data.group(2));
    if (dataOffset != TIMESTAMP_BYTES + wordBytes || !isPossible(sizeBytes)) {
      throw new TracefsException("events/header_page: sizes that no kernel has: " + text.strip());
    }
    return new HeaderPage(wordBytes, sizeBytes);
  }

  private static boolean isPossible(int sizeBytes) {
    return sizeBytes >= MIN_BYTES && sizeBytes <= MAX_BYTES;
  }
}
