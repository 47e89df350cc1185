// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import io.jftrace.tracefs.linux.Errno;
import io.jftrace.tracefs.linux.Poller;
import io.jftrace.tracefs.linux.RawFile;
import io.jftrace.tracefs.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Reads the ring buffers of all CPUs of a tracefs instance and merges them by time.
 *
 * <p>Reads go in rounds. What a CPU held when a round began has been read when its buffer was found
 * empty in that round, so records older than the round's beginning are complete and can be ordered.
 * A CPU that had more than the slots could take is complete up to its newest sub-buffer only, and
 * then another round follows. All methods but the counters are for one thread.
 */
public final class RingBufferReader implements AutoCloseable {

  /** Slots for sub-buffers per CPU: enough that a busy CPU needs few rounds a drain. */
  private static final int SLOTS = 64;

  private final List<CpuBuffer> cpus;
  private final Poller poller;
  private final LongSupplier traceClock;
  private long reachedNanos = Long.MIN_VALUE;

  private RingBufferReader(List<CpuBuffer> cpus, LongSupplier traceClock)
      throws SystemCallException {
    this.cpus = cpus;
    this.traceClock = traceClock;
    this.poller = new Poller(cpus.stream().map(CpuBuffer::file).toList());
  }

  /**
   * Opens {@code per_cpu/cpuN/trace_pipe_raw} of every CPU.
   *
   * @param instance the instance's directory
   * @param traceClock the present time of the instance's trace clock in nanoseconds
   */
  public static RingBufferReader open(Path instance, int subBufferBytes, LongSupplier traceClock)
      throws IOException {
    List<CpuBuffer> cpus = new ArrayList<>();
    try (Stream<Path> directories = Files.list(instance.resolve("per_cpu"))) {
      for (Path directory : directories.toList()) {
        open(directory, subBufferBytes, cpus);
      }
      cpus.sort(Comparator.comparingInt(c -> c.cpu));
      return new RingBufferReader(cpus, traceClock);
    } catch (IOException | RuntimeException | Error e) {
      cpus.forEach(CpuBuffer::close);
      throw e;
    }
  }

  private static void open(Path directory, int subBufferBytes, List<CpuBuffer> cpus)
      throws IOException {
    int cpu = Integer.parseInt(directory.getFileName().toString().substring("cpu".length()));
    try {
      RawFile file = RawFile.open(directory.resolve("trace_pipe_raw"));
      cpus.add(new CpuBuffer(cpu, file, subBufferBytes, SLOTS));
    } catch (SystemCallException e) {
      // A CPU that is possible but was never online has no buffer.
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
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
      untilNanos = Math.min(goalNanos, fill());
      merge(untilNanos, handler);
    } while (untilNanos < goalNanos);
    return untilNanos;
  }

  /** One round of reading; returns the time up to which all CPUs are complete. */
  private long fill() throws SystemCallException {
    long completeNanos = traceClock.getAsLong();
    for (CpuBuffer cpu : cpus) {
      if (!cpu.fill()) {
        completeNanos = Math.min(completeNanos, cpu.newestNanos());
      }
    }
    return completeNanos;
  }

  private void merge(long untilNanos, RecordHandler handler) {
    while (true) {
      CpuBuffer earliest = null;
      long otherNanos = Long.MAX_VALUE;
      for (CpuBuffer cpu : cpus) {
        if (cpu.hasHead(handler, reachedNanos)) {
          if (earliest == null || cpu.headNanos < earliest.headNanos) {
            otherNanos = earliest == null ? otherNanos : earliest.headNanos;
            earliest = cpu;
          } else {
            otherNanos = Math.min(otherNanos, cpu.headNanos);
          }
        }
      }
      if (earliest == null || earliest.headNanos > untilNanos) {
        reachedNanos = Math.max(reachedNanos, untilNanos);
        return;
      }
      earliest.passUntil(Math.min(otherNanos, untilNanos), handler);
    }
  }

  /** How many CPUs are read. Any thread. */
  public int cpuCount() {
    return cpus.size();
  }

  /** Records passed; {@code index} counts the CPUs from 0. Any thread. */
  public long eventsRead(int index) {
    return cpus.get(index).eventsRead();
  }

  /** Records that the kernel counted as lost; {@code index} counts the CPUs from 0. Any thread. */
  public long eventsLost(int index) {
    return cpus.get(index).eventsLost();
  }

  /** Sub-buffers that were malformed. Any thread. */
  public long malformed() {
    return cpus.stream().mapToLong(CpuBuffer::malformed).sum();
  }

  @Override
  public void close() {
    poller.close();
    cpus.forEach(CpuBuffer::close);
  }
}
