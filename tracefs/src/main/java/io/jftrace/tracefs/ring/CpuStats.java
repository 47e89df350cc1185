// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's own account of a CPU's buffer, {@code per_cpu/cpuN/stats} (tracing_stats_read in
 * kernel/trace/trace.c, Linux 6.18).
 *
 * @param entries not read yet
 * @param overrun overwritten before they were read
 * @param commitOverrun not written, because interrupts filled the buffer during one write
 * @param dropped not written, because the buffer was full and does not overwrite
 * @param read taken out by readers
 */
record CpuStats(long entries, long overrun, long commitOverrun, long dropped, long read) {

  /**
   * Reads the account.
   *
   * @throws IOException if the file cannot be read, or is not understood
   */
  static CpuStats read(Path stats) throws IOException {
    String text = new String(Files.readAllBytes(stats), StandardCharsets.UTF_8);
    return new CpuStats(
        value(text, "entries"),
        value(text, "overrun"),
        value(text, "commit overrun"),
        value(text, "dropped events"),
        value(text, "read events"));
  }

  /** Events that happened and will never be read. */
  long lost() {
    return overrun + commitOverrun + dropped;
  }

  private static long value(String text, String key) throws IOException {
    String start = key + ": ";
    String line = text.lines().filter(l -> l.startsWith(start)).findFirst().orElse(start);
    try {
      return Long.parseLong(line.substring(start.length()).strip());
    } catch (NumberFormatException e) {
      throw new IOException("no number of '" + key + "' in a CPU's stats: " + text.strip(), e);
    }
  }
}
