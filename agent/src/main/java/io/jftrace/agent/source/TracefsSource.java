// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.scheduler.WaitingThreads;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Scheduler intervals from ftrace: an instance of its own, read in binary, paired in Java. */
public final class TracefsSource implements SchedulerSource {

  /** Threads' comings and goings first, so that no thread is missed when the rest begins. */
  private static final List<String> EVENTS =
      List.of(
          SchedulerDecoder.NEWTASK,
          SchedulerDecoder.RENAME,
          SchedulerDecoder.EXIT,
          SchedulerDecoder.WAKEUP_NEW,
          SchedulerDecoder.WAKING,
          SchedulerDecoder.SWITCH);

  /** At this filling the kernel wakes the reader; see docs/rationale.md for why not 0. */
  private static final String BUFFER_PERCENT = "25";

  private static final long SCAN_INTERVAL_NANOS = 500_000_000;

  private final TracefsSettings settings;
  private final ProcTasks tasks;
  private final Consumer<String> warnings;
  private final ReaderHealth health = new ReaderHealth();

  private Tracefs tracefs;
  private Instance instance;
  private KernelBuffer buffer;

  // Written once by the reader's thread; another one may wake it.
  private volatile RingBufferReader reader;
  private TidFilter filter;
  private ThreadStates threads;
  private SchedulerDecoder decoder;
  private ScanInjector scans;
  private long lossesSeen;
  private boolean scanDue;
  private long scannedNanos = Long.MIN_VALUE / 2;

  /**
   * @param warnings receives a line, at most once a minute, when the kernel's buffer is too small
   */
  public TracefsSource(TracefsSettings settings, ProcTasks tasks, Consumer<String> warnings) {
    this.settings = settings;
    this.tasks = tasks;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "tracefs " + tracefs.root();
  }

  @Override
  public void start(IntervalSink sink) throws IOException {
    tracefs = settings.mountPoint() == null ? Tracefs.find() : Tracefs.find(settings.mountPoint());
    instance = createInstance();
    try {
      configure();
      reader = openReader(instance.subBufferBytes());
      PidNamespace.requireInitial(tracefs, instance, reader);
      Leftovers.reap(tracefs);
      threads = new ThreadStates(sink);
      threads.exclude(ProcTasks.currentTid());
      decoder = new SchedulerDecoder(tracefs, threads, reader.malformed());
      decoder.problems().forEach(warnings);
      scans = new ScanInjector(decoder, threads, buffer, reader.cpus());
      filter = new TidFilter(instance, tasks);
      filter.set(tasks.ownTids());
      CommandRecording.turnOff(tracefs, instance);
      for (String event : EVENTS) {
        if (decoder.decodes(event)) {
          instance.enable(event);
        }
      }
      scans.inject(new ThreadScan(tasks));
      health.started(reader, threads, buffer);
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e);
      throw e;
    }
  }

  private RingBufferReader openReader(int subBufferBytes) throws IOException {
    int slots = settings.buffers().readerSlotsFor(OnlineCpus.count(), subBufferBytes);
    return RingBufferReader.open(instance.directory(), subBufferBytes, slots, System::nanoTime);
  }

  private Instance createInstance() throws TracefsException {
    long pid = ProcessHandle.current().pid();
    return Instance.create(tracefs, Leftovers.instanceName(pid));
  }

  private void configure() throws TracefsException {
    // Writing the clock clears the buffer, so it comes first.
    instance.set("trace_clock", "mono");
    BufferSettings sizes = settings.buffers();
    int cpus = OnlineCpus.count();
    int maxKb = sizes.maxKbFor(cpus, MachineMemory.totalKb());
    BufferGrowth growth = new BufferGrowth(sizes.sizeKbFor(cpus), maxKb);
    buffer = new KernelBuffer(instance, growth, warnings, System::nanoTime);
    instance.setIfPresent("buffer_percent", BUFFER_PERCENT);
  }

  @Override
  public void await(int timeoutMillis) {
    reader.await(timeoutMillis);
  }

  @Override
  public void wake() {
    RingBufferReader started = reader;
    if (started != null) {
      started.wake();
    }
  }

  @Override
  public void drain() throws IOException {
    long untilNanos = reader.drain(scans);
    scans.passUntil(untilNanos);
    threads.complete(untilNanos);
    health.drained(untilNanos);
    followThreads(untilNanos);
    buffer.drained();
  }

  @Override
  public void drainEvents() throws IOException {
    long untilNanos = reader.drain(scans);
    scans.passUntil(untilNanos);
    threads.completeButTimes(untilNanos);
  }

  /** What fails here, as it does when the application has too many open files, is tried again. */
  private void followThreads(long untilNanos) {
    try {
      filter.keepAhead(decoder.tasksCreated());
      filter.keepOthersOut(untilNanos, decoder.tasksCreated(), threads);
      respondToLoss(untilNanos);
    } catch (IOException e) {
      scanDue = true;
    }
  }

  /**
   * The creation or the end of a thread may be among what was lost. Looking for them takes time, in
   * which more may be lost, so it is not done after each drain.
   */
  private void respondToLoss(long nowNanos) throws IOException {
    RecordingGap gap = RecordingGap.NONE;
    if (health.totalLosses() != lossesSeen) {
      gap = buffer.afterLoss();
      lossesSeen = health.totalLosses();
      scanDue = true;
    }
    if (gap != RecordingGap.NONE) {
      scans.inject(gap);
    }
    if (scanDue && nowNanos - scannedNanos >= SCAN_INTERVAL_NANOS) {
      filter.set(tasks.ownTids());
      scans.inject(new ThreadScan(tasks));
      scanDue = false;
      scannedNanos = nowNanos;
    }
  }

  @Override
  public void forEachWaiting(long sinceNanos, WaitingThreads waiting) {
    threads.forEachWaiting(sinceNanos, waiting);
  }

  @Override
  public long ownEvents() {
    return health.totalRead() - threads.foreignEvents();
  }

  @Override
  public SourceHealth health() {
    return health;
  }

  @Override
  public void close() throws IOException {
    if (instance != null) {
      try {
        instance.disableAll();
      } finally {
        if (reader != null) {
          buffer.tellRest();
          reader.close();
        }
        instance.close();
        instance = null;
      }
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
