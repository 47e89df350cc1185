// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/**
 * What printing needs to know of the kernel that recorded, besides its formats.
 *
 * @param release as {@code uname -r} prints it, or null: a kernel of today
 * @param ticksPerSecond its {@code CONFIG_HZ}, or 0: not known
 */
public record KernelFacts(String release, int ticksPerSecond, KernelSymbols symbols) {

  /** A kernel of which nothing is known. */
  public static final KernelFacts UNKNOWN = new KernelFacts(null, 0, KernelSymbols.NONE);

  /** Whether the kernel is of that version or later; one without a known release is. */
  boolean isAtLeast(int major, int minor) {
    if (release == null) {
      return true;
    }
    int majorEnd = digits(release, 0);
    int minorStart = Math.min(majorEnd + 1, release.length());
    int minorEnd = digits(release, minorStart);
    if (majorEnd == 0 || minorEnd == minorStart) {
      return true;
    }
    int ownMajor = Integer.parseInt(release.substring(0, majorEnd));
    int ownMinor = Integer.parseInt(release.substring(minorStart, minorEnd));
    return ownMajor > major || (ownMajor == major && ownMinor >= minor);
  }

  /** Where a number of at most four digits ends. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && end < from + 4 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    return end;
  }
}
