// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a kernel, without its patch level and what a vendor appends. */
public record KernelRelease(int major, int minor) {

  /** As uname tells, but not changed by the process's personality (UNAME26). */
  public static final Path RUNNING = Path.of("/proc/sys/kernel/osrelease");

  /** Such as {@code 6.11.0-1004-aws}. */
  private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?!\\d)");

  /**
   * That of a file.
   *
   * @throws IOException if it cannot be read, or has something else
   */
  public static KernelRelease read(Path file) throws IOException {
    String text = ControlFile.read(file).strip();
    Matcher m = RELEASE.matcher(text);
    if (!m.lookingAt()) {
      throw new IOException("'" + text + "' is no kernel release");
    }
    return new KernelRelease(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /**
   * Whether a probe at a function's return may kill processes. Since Linux 6.11 it makes a system
   * call on x86-64, uretprobe (arch/x86/kernel/uprobes.c), which a filter of seccomp rejects that
   * does not know it; since 6.14 it is not filtered (kernel/seccomp.c). Whether an earlier stable
   * release does so too cannot be told.
   */
  public boolean probedReturnsAreFiltered() {
    return major == 6 && minor >= 11 && minor <= 13;
  }

  /**
   * Refuses a probe at a function's return where it may kill processes. Also for the sake of others
   * than the one that is traced, which may have another filter.
   *
   * @throws IOException if it may; the message says so
   */
  public void requireHarmlessReturns() throws IOException {
    if (probedReturnsAreFiltered()) {
      throw new IOException(
          "on Linux "
              + this
              + " a probe at a function's return ends processes that have a seccomp filter");
    }
  }

  /**
   * Whether texts that are longer than a page in one hit of a uprobe may be written beyond the
   * kernel's buffer for them (store_trace_args() in kernel/trace/trace_probe_tmpl.h before Linux
   * 6.12, CVE-2024-50067). Whether a stable release has the fix cannot be told.
   */
  public boolean probedTextsMayOverflow() {
    return major < 6 || (major == 6 && minor < 12);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
