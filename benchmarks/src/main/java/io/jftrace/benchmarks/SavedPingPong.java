// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * On each of two CPUs, two threads that wake each other: a waking and a switch every microsecond,
 * in files as an instance has them. The CPUs' events alternate, which is the most that merging
 * costs.
 */
final class SavedPingPong implements AutoCloseable {

  /** In all files together. */
  static final int EVENTS = 400_000;

  private static final int CPUS = 2;
  private static final int TURN_NANOS = 1000;
  private static final long LENGTH_NANOS = (long) EVENTS / CPUS / 2 * TURN_NANOS;
  private static final int FIRST_TID = 1000;

  private final Path instance;
  private final List<ByteBuffer> files = new ArrayList<>();
  private long beginNanos;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private SavedPingPong(Path instance, long beginNanos) {
    this.instance = instance;
    this.beginNanos = beginNanos;
    for (int i = 0; i < 2 * CPUS; i++) {
      Thread thread = new Thread(this::sleep, "http-worker-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void sleep() {
    while (!closed) {
      LockSupport.park(this);
    }
  }

  /** Writes the files into that directory. */
  static SavedPingPong write(Tracefs tracefs, Path directory) throws IOException {
    SavedPingPong trace = new SavedPingPong(directory, System.nanoTime());
    SubBufferWriter writer =
        new SubBufferWriter(
            tracefs.format("sched/sched_switch"), tracefs.format("sched/sched_waking"));
    for (int cpu = 0; cpu < CPUS; cpu++) {
      Path folder = Files.createDirectories(directory.resolve("per_cpu/cpu" + cpu));
      Path file = folder.resolve("trace_pipe_raw");
      try (FileChannel out = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
        trace.write(cpu, writer, out);
        trace.files.add(
            out.map(FileChannel.MapMode.READ_WRITE, 0, out.size()).order(ByteOrder.nativeOrder()));
      }
    }
    return trace;
  }

  private void write(int cpu, SubBufferWriter writer, WritableByteChannel out) throws IOException {
    int turns = EVENTS / CPUS / 2;
    int one = FIRST_TID + 2 * cpu;
    long timeNanos = beginNanos + (long) cpu * TURN_NANOS / 4;
    writer.begin(timeNanos);
    for (int turn = 0; turn < turns; turn++) {
      if (!writer.hasRoom()) {
        out.write(writer.end());
        writer.begin(timeNanos);
      }
      int running = one + turn % 2;
      int other = one + 1 - turn % 2;
      writer.waking(timeNanos + TURN_NANOS / 2, running, other);
      writer.switched(timeNanos + TURN_NANOS, running, other);
      timeNanos += TURN_NANOS;
    }
    out.write(writer.end());
  }

  /** Has all events happen once more, later. */
  void repeat() {
    long lengthNanos = endNanos() - beginNanos;
    for (ByteBuffer file : files) {
      for (int at = 0; at < file.capacity(); at += SubBufferWriter.BYTES) {
        file.putLong(at, file.getLong(at) + lengthNanos);
      }
    }
    beginNanos += lengthNanos;
  }

  /** The directory that has {@code per_cpu}. */
  Path instance() {
    return instance;
  }

  long beginNanos() {
    return beginNanos;
  }

  /** A time after all events. */
  long endNanos() {
    return beginNanos + LENGTH_NANOS + TURN_NANOS;
  }

  void forEachTid(IntConsumer tids) {
    for (int i = 0; i < threads.size(); i++) {
      tids.accept(FIRST_TID + i);
    }
  }

  /** Java threads for the tids, as events in JFR have one. */
  void javaThreads(JavaThreads.Found found) {
    for (int i = 0; i < threads.size(); i++) {
      found.thread(FIRST_TID + i, threads.get(i), i + 1);
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(LockSupport::unpark);
  }
}
