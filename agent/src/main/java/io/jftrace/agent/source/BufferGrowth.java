// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

/** Decides when the kernel's buffer is enlarged, and to what; sizes are per CPU in KiB. */
final class BufferGrowth {

  /** One loss may be a burst that does not come again; a second one within this time is a habit. */
  private static final long REPEATED_NANOS = 60_000_000_000L;

  /** The most that buffer-size-kb and buffer-max-kb take. */
  private static final int LIMIT_KB = 1 << 20;

  private static final String AT_LIMIT =
      "the buffer cannot be set to more than its " + LIMIT_KB + " KiB per CPU";

  private final int firstKb;
  private final int maxKb;
  private int sizeKb;
  private boolean refused;
  private boolean lossIsRecent;
  private long lossNanos;

  BufferGrowth(int firstKb, int maxKb) {
    this.firstKb = firstKb;
    this.maxKb = maxKb;
    this.sizeKb = firstKb;
  }

  /** Takes a drain that met a loss; returns the size to enlarge the buffer to, or 0 for none. */
  int afterLoss(long nowNanos) {
    boolean repeated = lossIsRecent && nowNanos - lossNanos < REPEATED_NANOS;
    lossIsRecent = true;
    lossNanos = nowNanos;
    return repeated && !refused && sizeKb < maxKb ? (int) Math.min(2L * sizeKb, maxKb) : 0;
  }

  /** The buffer has that size now. What was lost before is no reason to enlarge it once more. */
  void enlarged(int newKb) {
    sizeKb = newKb;
    lossIsRecent = false;
  }

  /** The kernel did not enlarge it; it is not asked again. */
  void refused() {
    refused = true;
  }

  int sizeKb() {
    return sizeKb;
  }

  /** What the user can do against loss. */
  String advice() {
    if (refused) {
      return "the kernel refused a buffer larger than " + sizeKb + " KiB per CPU";
    }
    if (sizeKb == firstKb) {
      return sizeKb < LIMIT_KB
          ? "set buffer-size-kb=" + moreThan(sizeKb) + " (now " + sizeKb + " per CPU)"
          : AT_LIMIT;
    }
    if (sizeKb < maxKb) {
      return "the buffer was enlarged: set buffer-size-kb="
          + sizeKb
          + " to have it so from the start";
    }
    return maxKb < LIMIT_KB
        ? "the buffer has reached buffer-max-kb=" + maxKb + ": set it to " + moreThan(maxKb)
        : AT_LIMIT;
  }

  private static String moreThan(int kb) {
    return 2L * kb < LIMIT_KB ? 2 * kb + " or more" : String.valueOf(LIMIT_KB);
  }
}
