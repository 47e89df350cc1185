// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import io.jftrace.tracefs.linux.Errno;
import io.jftrace.tracefs.linux.Poller;
import io.jftrace.tracefs.linux.RawFile;
import io.jftrace.tracefs.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Reads the ring buffers of all CPUs of a tracefs instance and merges them by time; records of the
 * same time by CPU, as the kernel's text does.
 *
 * <p>Reads go in rounds. What a CPU held when a round began has been read when its buffer was found
 * empty in that round, so records older than the round's beginning are complete and can be ordered.
 * A CPU that had more than the slots could take is complete up to its newest sub-buffer only, and
 * then another round follows. All methods but the counters are for one thread.
 */
public final class RingBufferReader implements AutoCloseable {

  private final List<CpuBuffer> cpus;
  private final MergeHeap heads;
  private final MalformedCounts malformed;
  private final SlotMemory memory;
  private final Poller poller;
  private final LongSupplier traceClock;
  private long reachedNanos = Long.MIN_VALUE;

  private RingBufferReader(
      List<CpuBuffer> cpus, SlotMemory memory, MalformedCounts malformed, LongSupplier traceClock)
      throws SystemCallException {
    this.cpus = cpus;
    this.heads = new MergeHeap(cpus.size());
    this.memory = memory;
    this.malformed = malformed;
    this.traceClock = traceClock;
    this.poller = new Poller(cpus.stream().map(CpuBuffer::file).toList());
  }

  /**
   * Opens {@code per_cpu/cpuN/trace_pipe_raw} of every CPU.
   *
   * @param instance the instance's directory
   * @param slots how many sub-buffers of each CPU are kept to be merged with those of others; the
   *     more, the fewer rounds. Fewer of them if there is not enough direct memory
   * @param traceClock the present time of the instance's trace clock in nanoseconds
   */
  public static RingBufferReader open(
      Path instance, int subBufferBytes, int slots, LongSupplier traceClock) throws IOException {
    return open(
        instance, new SlotMemory(subBufferBytes, slots, ByteBuffer::allocateDirect), traceClock);
  }

  static RingBufferReader open(Path instance, SlotMemory memory, LongSupplier traceClock)
      throws IOException {
    List<CpuBuffer> cpus = new ArrayList<>();
    MalformedCounts malformed = new MalformedCounts();
    try (Stream<Path> directories = Files.list(instance.resolve("per_cpu"))) {
      for (Path directory : directories.toList()) {
        open(directory, memory, malformed, cpus);
      }
      cpus.sort(Comparator.comparingInt(c -> c.cpu));
      return new RingBufferReader(cpus, memory, malformed, traceClock);
    } catch (IOException | RuntimeException | Error e) {
      cpus.forEach(CpuBuffer::close);
      throw e;
    }
  }

  private static void open(
      Path directory, SlotMemory memory, MalformedCounts malformed, List<CpuBuffer> cpus)
      throws IOException {
    int cpu = Integer.parseInt(directory.getFileName().toString().substring("cpu".length()));
    try {
      Losses losses = new Losses(cpu, directory.resolve("stats"));
      RawFile file = RawFile.open(directory.resolve("trace_pipe_raw"));
      cpus.add(buffer(file, losses, cpu, memory, malformed));
    } catch (SystemCallException e) {
      // A CPU that is possible but was never online has no buffer.
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
    }
  }

  /** The file is closed if there is no memory for its first slot. */
  private static CpuBuffer buffer(
      RawFile file, Losses losses, int cpu, SlotMemory memory, MalformedCounts malformed) {
    try {
      return new CpuBuffer(file, losses, cpu, memory, malformed);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Waits until a buffer is filled to the instance's buffer_percent, at most so long. */
  public void await(int timeoutMillis) {
    poller.await(timeoutMillis);
  }

  /** Ends the wait in progress, or the next one at once. Any thread, also after the close. */
  public void wake() {
    poller.wake();
  }

  /**
   * Passes all records that were written before this call.
   *
   * @return the time up to which everything has been passed
   */
  public long drain(RecordHandler handler) throws IOException {
    long goalNanos = traceClock.getAsLong();
    long untilNanos;
    do {
      untilNanos = Math.min(goalNanos, fill(handler));
      merge(untilNanos, handler);
    } while (untilNanos < goalNanos);
    for (CpuBuffer cpu : cpus) {
      cpu.losses().check();
    }
    return untilNanos;
  }

  /**
   * Drains what is left, and tells of losses that no sub-buffer told of, as losses that end now:
   * the kernel counts them, but does not say when they happened. After it, records passed and
   * counts of losses told are together as many as events happened. To be called when the events are
   * disabled.
   */
  public void settle(RecordHandler handler) throws IOException {
    long untilNanos = drain(handler);
    cpus.forEach(cpu -> cpu.settle(handler, untilNanos));
  }

  /** One round of reading; returns the time up to which all CPUs are complete. */
  private long fill(RecordHandler handler) throws SystemCallException {
    long completeNanos = traceClock.getAsLong();
    for (CpuBuffer cpu : cpus) {
      if (!cpu.fill(traceClock)) {
        boolean hasHead = cpu.hasHead(handler, reachedNanos);
        completeNanos = Math.min(completeNanos, hasHead ? cpu.completeNanos() : reachedNanos);
      }
    }
    return completeNanos;
  }

  private void merge(long untilNanos, RecordHandler handler) {
    heads.clear();
    for (CpuBuffer cpu : cpus) {
      if (cpu.hasHead(handler, reachedNanos)) {
        heads.add(cpu);
      }
    }
    while (!heads.isEmpty() && heads.first().headNanos <= untilNanos) {
      if (heads.first().passUntil(Math.min(heads.firstUntilNanos(), untilNanos), handler)) {
        heads.firstAdvanced();
      } else {
        heads.removeFirst();
      }
    }
    reachedNanos = Math.max(reachedNanos, untilNanos);
  }

  /** Memory for what has been read and not been passed, of all CPUs. Any thread. */
  public long bufferBytes() {
    return memory.bytes();
  }

  /** How many CPUs are read. Any thread. */
  public int cpuCount() {
    return cpus.size();
  }

  /** The kernel's numbers of the CPUs that are read, by index. Any thread. */
  public int[] cpus() {
    return cpus.stream().mapToInt(c -> c.cpu).toArray();
  }

  /** The kernel's number of the CPU with that index. Any thread. */
  public int cpu(int index) {
    return cpus.get(index).cpu;
  }

  /** Records passed; {@code index} counts the CPUs from 0. Any thread. */
  public long eventsRead(int index) {
    return cpus.get(index).eventsRead();
  }

  /** Records passed, of all CPUs. Any thread. */
  public long eventsRead() {
    long sum = 0;
    for (CpuBuffer cpu : cpus) {
      sum += cpu.eventsRead();
    }
    return sum;
  }

  /** How often records were lost, on all CPUs together. Any thread. */
  public long losses() {
    long sum = 0;
    for (CpuBuffer cpu : cpus) {
      sum += cpu.losses().times();
    }
    return sum;
  }

  /**
   * Records that the kernel counted as lost, exact at the end of each drain that came upon a loss
   * and after {@link #settle}; {@code index} counts the CPUs from 0. Any thread.
   */
  public long eventsLost(int index) {
    return cpus.get(index).losses().total();
  }

  /**
   * How often records were lost, also where the kernel did not count them; {@code index} counts the
   * CPUs from 0. Any thread.
   */
  public long losses(int index) {
    return cpus.get(index).losses().times();
  }

  /** What was malformed, on all CPUs; a handler of records may add what it finds. */
  public MalformedCounts malformed() {
    return malformed;
  }

  @Override
  public void close() {
    poller.close();
    cpus.forEach(CpuBuffer::close);
  }
}
