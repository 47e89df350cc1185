// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

/**
 * How much memory events may take until they are handled, each per CPU.
 *
 * @param sizeKb the kernel's ring buffer at first; 0 for one that suits the number of CPUs
 * @param maxKb what it may be enlarged to; its first size or less for never, -1 for a bound that
 *     suits the machine
 * @param readerKb what the reader keeps of a CPU until it has the events of the others; 0 for one
 *     that suits the number of CPUs
 */
public record BufferSettings(int sizeKb, int maxKb, int readerKb) {

  private static final int ALL_CPUS_KB = 64 * 1024;
  private static final int LARGEST_KB = 4096;
  private static final int SMALLEST_KB = 512;

  private static final int READER_ALL_CPUS_KB = 32 * 1024;
  private static final int READER_LARGEST_KB = 256;

  /** So many times as many events come with system calls, or probes, as without them, or more. */
  private static final int ACTIVITY_FACTOR = 4;

  private static final int MAX_GROWTH = 4;
  private static final int MAX_ALL_CPUS_KB = 256 * 1024;
  private static final int MAX_SHARE_OF_MEMORY = 8;

  /**
   * The ring buffer's first size per CPU in KiB.
   *
   * @param memoryKb the machine's memory
   * @param moreThanScheduler whether more than the scheduler's events are recorded
   */
  int sizeKbFor(int cpus, long memoryKb, boolean moreThanScheduler) {
    if (sizeKb > 0) {
      return sizeKb;
    }
    int usualKb = Math.max(SMALLEST_KB, Math.min(LARGEST_KB, ALL_CPUS_KB / cpus));
    return moreThanScheduler ? enlarged(usualKb, ACTIVITY_FACTOR, cpus, memoryKb) : usualKb;
  }

  /**
   * What the ring buffer may be enlarged to, per CPU in KiB; its first size if it may not.
   *
   * @param memoryKb the machine's memory
   * @param firstKb its first size
   */
  int maxKbFor(int cpus, long memoryKb, int firstKb) {
    return maxKb >= 0 ? Math.max(firstKb, maxKb) : enlarged(firstKb, MAX_GROWTH, cpus, memoryKb);
  }

  private static int enlarged(int fromKb, int factor, int cpus, long memoryKb) {
    long allCpusKb = Math.min(MAX_ALL_CPUS_KB, memoryKb / MAX_SHARE_OF_MEMORY);
    return (int) Math.max(fromKb, Math.min((long) factor * fromKb, allCpusKb / cpus));
  }

  /**
   * How many sub-buffers per CPU the reader keeps, one at least.
   *
   * @param moreThanScheduler whether more than the scheduler's events are recorded
   */
  int readerSlotsFor(int cpus, int subBufferBytes, boolean moreThanScheduler) {
    int largestKb = moreThanScheduler ? ACTIVITY_FACTOR * READER_LARGEST_KB : READER_LARGEST_KB;
    long kb = readerKb > 0 ? readerKb : Math.min(largestKb, READER_ALL_CPUS_KB / cpus);
    return (int) Math.max(1, kb * 1024 / subBufferBytes);
  }
}
