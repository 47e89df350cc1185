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

  private static final int MAX_GROWTH = 4;
  private static final int MAX_ALL_CPUS_KB = 256 * 1024;
  private static final int MAX_SHARE_OF_MEMORY = 8;

  /** The ring buffer's first size per CPU in KiB. */
  int sizeKbFor(int cpus) {
    return sizeKb > 0 ? sizeKb : Math.max(SMALLEST_KB, Math.min(LARGEST_KB, ALL_CPUS_KB / cpus));
  }

  /**
   * What the ring buffer may be enlarged to, per CPU in KiB; its first size if it may not.
   *
   * @param memoryKb the machine's memory
   */
  int maxKbFor(int cpus, long memoryKb) {
    int firstKb = sizeKbFor(cpus);
    if (maxKb >= 0) {
      return Math.max(firstKb, maxKb);
    }
    long allCpusKb = Math.min(MAX_ALL_CPUS_KB, memoryKb / MAX_SHARE_OF_MEMORY);
    return (int) Math.max(firstKb, Math.min((long) MAX_GROWTH * firstKb, allCpusKb / cpus));
  }

  /** How many sub-buffers per CPU the reader keeps, one at least. */
  int readerSlotsFor(int cpus, int subBufferBytes) {
    long kb = readerKb > 0 ? readerKb : Math.min(READER_LARGEST_KB, READER_ALL_CPUS_KB / cpus);
    return (int) Math.max(1, kb * 1024 / subBufferBytes);
  }
}
