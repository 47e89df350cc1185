// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.scheduler.WaitingThreads;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import io.jftrace.tracefs.probe.Libraries;
import io.jftrace.tracefs.probe.ProbeDefiner;
import io.jftrace.tracefs.probe.ProbeSpec;
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

  private final TracefsSettings settings;
  private final ProcTasks tasks;
  private final Consumer<String> warnings;
  private final ReaderHealth health = new ReaderHealth();

  private Tracefs tracefs;
  private Instance instance;
  private KernelBuffer buffer;
  private ActivityTracing activity;
  private ProbeTracing probes;

  // Written once by the reader's thread; another one may wake it.
  private volatile RingBufferReader reader;
  private ThreadFollower follower;
  private ThreadStates threads;
  private SchedulerDecoder decoder;
  private ScanInjector scans;

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
    threads = new ThreadStates(sink);
    activity = new ActivityTracing(tracefs, threads, warnings);
    probes = new ProbeTracing(tracefs, threads, settings.probes().errors(), warnings);
    instance = createInstance();
    try {
      buffer = KernelBuffer.of(instance, settings, warnings);
      reader = openReader(instance.subBufferBytes());
      PidNamespace.requireInitial(tracefs, instance, reader);
      Leftovers.reap(tracefs);
      int readerTid = ProcTasks.currentTid();
      threads.exclude(readerTid);
      defineProbes();
      decoder = openDecoder();
      decoder.problems().forEach(warnings);
      scans = new ScanInjector(decoder, threads, buffer, reader.cpus());
      TidFilter filter = new TidFilter(instance, tasks, frequentActivity(), readerTid);
      filter.set(tasks.ownTids());
      follower = new ThreadFollower(filter, tasks, threads, scans, buffer);
      CommandRecording.turnOff(tracefs, instance);
      for (String event : EVENTS) {
        if (decoder.decodes(event)) {
          instance.enable(event);
        }
      }
      if (settings.activity()) {
        activity.enable(instance, decoder::decodes);
      }
      scans.inject(new ThreadScan(tasks));
      // After it, so that each hit is one of a thread that is known.
      probes.enable(instance, filter);
      health.started(reader, threads, buffer);
    } catch (IOException | RuntimeException | Error e) {
      Cleanup.after(e, this::close);
      throw e;
    }
  }

  private void defineProbes() throws IOException {
    ProbeSettings wanted = settings.probes();
    if (!wanted.isEmpty()) {
      long pid = ProcessHandle.current().pid();
      ProbeDefiner definer =
          new ProbeDefiner(
              tracefs,
              instance,
              Leftovers.instanceName(pid),
              Libraries.ofProcess(pid),
              wanted.max());
      probes.define(text -> definer.define(ProbeSpec.parse(text)), wanted.specifications());
    }
  }

  private SchedulerDecoder openDecoder() throws IOException {
    return new SchedulerDecoder(tracefs, threads, reader.malformed(), this::addDecoders);
  }

  /** The probes' last, as they may be at events that are recorded anyway. */
  private void addDecoders(DecoderTable.Builder builder) {
    if (settings.activity()) {
      activity.addTo(builder);
    }
    probes.addTo(builder);
  }

  private List<String> frequentActivity() {
    return settings.activity() ? activity.ofThreads(decoder::decodes) : List.of();
  }

  private RingBufferReader openReader(int subBufferBytes) throws IOException {
    BufferSettings sizes = settings.buffers();
    int slots =
        sizes.readerSlotsFor(OnlineCpus.count(), subBufferBytes, settings.isMoreThanScheduler());
    return RingBufferReader.open(instance.directory(), subBufferBytes, slots, System::nanoTime);
  }

  private Instance createInstance() throws TracefsException {
    long pid = ProcessHandle.current().pid();
    return Instance.create(tracefs, Leftovers.instanceName(pid));
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
    follower.drained(untilNanos, decoder.tasksCreated(), health.totalLosses());
    probes.drained(untilNanos);
    buffer.drained();
  }

  @Override
  public void drainEvents() throws IOException {
    long untilNanos = reader.drain(scans);
    scans.passUntil(untilNanos);
    threads.completeButTimes(untilNanos);
  }

  @Override
  public void forEachWaiting(long sinceNanos, WaitingThreads waiting) {
    threads.forEachWaiting(sinceNanos, waiting);
  }

  @Override
  public long ownEvents() {
    return health.totalRead() - threads.foreignEvents() - activity.completions();
  }

  @Override
  public List<ProbeType> probes() {
    return probes.types();
  }

  @Override
  public SourceHealth health() {
    return health;
  }

  @Override
  public void close() throws IOException {
    Cleanup cleanup = new Cleanup();
    if (instance != null) {
      cleanup.then(instance::disableAll).then(this::closeReader).then(this::removeInstance);
    }
    if (probes != null) {
      // Last, as the kernel does not delete probes that an instance has enabled.
      cleanup.then(activity::delete).then(probes::delete);
    }
    cleanup.end();
  }

  private void removeInstance() throws TracefsException {
    instance.close();
    instance = null;
  }

  private void closeReader() throws IOException {
    if (reader != null) {
      buffer.tellRest();
      reader.close();
    }
  }
}
