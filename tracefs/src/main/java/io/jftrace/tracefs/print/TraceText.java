// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.ring.RecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Records as lines of the kernel's {@code trace} file (trace_print_context in
 * kernel/trace/trace_output.c).
 */
public final class TraceText implements RecordHandler {

  private final RecordContext context;
  private final boolean nanos;
  private final Appendable out;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param nanos whether the trace clock counts nanoseconds, which are shown as seconds
   * @param out an error of it leaves the calls as {@link UncheckedIOException}
   */
  public TraceText(RecordContext context, boolean nanos, Appendable out) {
    this.context = context;
    this.nanos = nanos;
    this.out = out;
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    if (!context.load(buffer, offset, lengthBytes)) {
      return;
    }
    line.setLength(0);
    String comm = context.comm();
    // printf counts bytes.
    line.append(" ".repeat(Math.max(0, 16 - utf8Bytes(comm)))).append(comm);
    line.append('-');
    padRight(Integer.toString(context.pid()), 7);
    line.append(" [");
    padZero(cpu, 3);
    line.append("] ");
    context.printFlags(line);
    line.append(' ');
    printTime(timeNanos);
    line.append(": ");
    context.printText(line);
    end();
  }

  private void printTime(long time) {
    if (nanos) {
      // Rounded, as the kernel does (ns2usecs).
      long micros = Long.divideUnsigned(time + 500, 1000);
      padLeft(Long.toString(micros / 1_000_000), 5);
      line.append('.');
      padZero(micros % 1_000_000, 6);
    } else {
      padLeft(Long.toUnsignedString(time), 12);
    }
  }

  @Override
  public void lossBegan(int cpu, long timeNanos) {}

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {
    line.setLength(0);
    line.append("CPU:").append(cpu).append(" [LOST ");
    if (count >= 0) {
      line.append(count).append(' ');
    }
    line.append("EVENTS]");
    end();
  }

  private void end() {
    line.append('\n');
    try {
      out.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void padLeft(String text, int width) {
    line.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
  }

  private void padRight(String text, int width) {
    line.append(text).append(" ".repeat(Math.max(0, width - text.length())));
  }

  private void padZero(long number, int width) {
    String digits = Long.toString(number);
    line.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
