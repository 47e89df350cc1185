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

  private static final Pattern COMMIT =
      Pattern.compile("field:\\s*local_t commit;\\s*offset:8;\\s*size:([48]);");

  private static final Pattern DATA =
      Pattern.compile("field:\\s*char data;\\s*offset:(\\d{1,9});\\s*size:(\\d{1,9});");

  /**
   * Parses the file's text.
   *
   * @throws TracefsException if it has no commit word or no data
   */
  public static HeaderPage parse(String text) throws TracefsException {
    Matcher commit = COMMIT.matcher(text);
    Matcher data = DATA.matcher(text);
    if (!commit.find() || !data.find()) {
      throw new TracefsException("events/header_page not understood: " + text.strip());
    }
    return new HeaderPage(
        Integer.parseInt(commit.group(1)),
        Integer.parseInt(data.group(1)) + Integer.parseInt(data.group(2)));
  }
}
