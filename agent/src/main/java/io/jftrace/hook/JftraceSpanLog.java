// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/**
 * Which span became active on one platform thread, and when: a ring that the thread writes and the
 * agent's reader reads. Virtual threads go to {@link JftraceMountLog}.
 *
 * <p>In the agent's jar this class is called {@code java.lang.JftraceSpanLog} and is defined there,
 * because {@code java.lang} is the one package that every class loader asks the JVM for. It is
 * therefore a single class and uses nothing but the JDK.
 *
 * <p>The entry with index i is in slot i modulo {@link #CAPACITY}. It can be read while fewer than
 * {@code CAPACITY} entries follow it: the slot of the next index may be half overwritten.
 */
public final class JftraceSpanLog {

  /** Number of slots, a power of two. */
  public static final int CAPACITY = 1024;

  /** So many threads have a log, of about 30 KiB, at a time; the spans of others stay unseen. */
  public static final int MAX_LOGS = 4096;

  private static final String INVALID_SPAN_ID = "0000000000000000";
  private static final MethodHandle IS_VIRTUAL = findIsVirtual();
  private static final VarHandle WRITTEN = findWritten();

  private static final ThreadLocal<JftraceSpanLog> CURRENT = new ThreadLocal<>();
  private static final ConcurrentLinkedQueue<JftraceSpanLog> STARTED =
      new ConcurrentLinkedQueue<>();

  /** By identity hash: a thread whose thread locals were erased finds its log again. */
  private static final ConcurrentHashMap<Integer, JftraceSpanLog> BY_THREAD =
      new ConcurrentHashMap<>();

  private static volatile BiFunction<Lookup, String, MethodHandle> linker;
  private static volatile boolean stopped;

  private final int key;
  private final WeakReference<Thread> owner;
  private final long[] times = new long[CAPACITY];
  private final String[] traceIds = new String[CAPACITY];
  private final String[] spanIds = new String[CAPACITY];
  private final boolean[] sampled = new boolean[CAPACITY];
  private final long[] clockOffsets = new long[CAPACITY];
  private final Object[] resources = new Object[CAPACITY];

  @SuppressWarnings("UnusedVariable") // WRITTEN
  private long written;

  private JftraceSpanLog(Thread owner) {
    this.key = System.identityHashCode(owner);
    this.owner = new WeakReference<>(owner);
  }

  /**
   * Sets who makes, for a caller and the name of its {@code Span} class, the {@code (Object
   * context, long timeNanos)void} that records a context and never throws.
   */
  public static void linker(BiFunction<Lookup, String, MethodHandle> newLinker) {
    linker = newLinker;
  }

  /**
   * Bootstrap method of the instruction that replaces {@code ThreadLocal.set}.
   *
   * @param type {@code (ThreadLocal, Object, long)void}; the long is the time, taken before linking
   */
  public static CallSite link(Lookup caller, String name, MethodType type, String spanClass)
      throws ReflectiveOperationException {
    MethodType setType = MethodType.methodType(void.class, Object.class);
    MethodHandle set = MethodHandles.publicLookup().findVirtual(ThreadLocal.class, "set", setType);
    MethodHandle target;
    try {
      MethodHandle recorder = linker.apply(caller, spanClass);
      // Outside of the recorder's exception handler: what set() throws is the application's.
      target =
          MethodHandles.foldArguments(
              MethodHandles.dropArguments(recorder, 0, ThreadLocal.class), set);
    } catch (Throwable e) {
      System.err.println("[jftrace] the spans of " + spanClass + " stay unseen: " + e);
      target = MethodHandles.dropArguments(set, 2, long.class);
    }
    return new ConstantCallSite(target.asType(type));
  }

  /**
   * Records that from a time on a span is active on the calling thread.
   *
   * @param clockOffsetNanos the span's clock less {@code System.nanoTime()}, or 0 if not known
   * @param resource what the span's SDK says that it is from, of the JDK's classes only; null if
   *     not known
   */
  public static void span(
      String traceId,
      String spanId,
      boolean sampled,
      long clockOffsetNanos,
      Map<String, Object> resource,
      long timeNanos) {
    if (INVALID_SPAN_ID.equals(spanId)) {
      none(timeNanos);
    } else if (!stopped) {
      Thread thread = Thread.currentThread();
      if (isVirtual(thread)) {
        JftraceMountLog.span(
            thread, traceId, spanId, sampled, clockOffsetNanos, resource, timeNanos);
      } else {
        ownSpan(traceId, spanId, sampled, clockOffsetNanos, resource, timeNanos);
      }
    }
  }

  /** Records that from a time on no span is active on the calling thread. */
  public static void none(long timeNanos) {
    if (!stopped) {
      Thread thread = Thread.currentThread();
      if (isVirtual(thread)) {
        JftraceMountLog.noSpan(thread, timeNanos);
      } else {
        JftraceSpanLog log = CURRENT.get();
        if (log != null) {
          log.add(null, null, false, 0, null, timeNanos);
        }
      }
    }
  }

  /** Takes a log that was started since the last call, or returns null. */
  public static JftraceSpanLog pollStarted() {
    return STARTED.poll();
  }

  /** From now on nothing is recorded, for an agent that nobody reads from. */
  public static void stop() {
    stopped = true;
    STARTED.clear();
    BY_THREAD.clear();
  }

  /** The thread that writes this log, or null once it has been collected. */
  public Thread owner() {
    return owner.get();
  }

  /** Number of entries written so far: the index of the next one. */
  public long written() {
    return (long) WRITTEN.getAcquire(this);
  }

  /** {@code System.nanoTime()} of the transition. */
  public long timeNanos(long index) {
    return times[slot(index)];
  }

  /** 32 hexadecimal digits, or null: no span is active from then on. */
  public String traceId(long index) {
    return traceIds[slot(index)];
  }

  /** 16 hexadecimal digits, or null: no span is active from then on. */
  public String spanId(long index) {
    return spanIds[slot(index)];
  }

  /** Whether the span is sampled; false for none. */
  public boolean sampled(long index) {
    return sampled[slot(index)];
  }

  /**
   * The span's clock, in nanoseconds since the epoch, less {@code System.nanoTime()}; or 0. If no
   * span is active this means nothing.
   */
  public long clockOffsetNanos(long index) {
    return clockOffsets[slot(index)];
  }

  /**
   * What the span's SDK says that it is from: as given to {@link #span}. If no span is active this
   * means nothing.
   */
  @SuppressWarnings("unchecked") // nothing else is stored
  public Map<String, Object> resource(long index) {
    return (Map<String, Object>) resources[slot(index)];
  }

  /** Whether what was read of an entry before this call belongs to that entry. */
  public boolean isIntact(long index) {
    VarHandle.loadLoadFence();
    return written() - index < CAPACITY;
  }

  /** Forgets the log, whose thread has ended. */
  public void release() {
    BY_THREAD.remove(key, this);
  }

  private static void ownSpan(
      String traceId,
      String spanId,
      boolean sampled,
      long clockOffsetNanos,
      Map<String, Object> resource,
      long timeNanos) {
    JftraceSpanLog current = CURRENT.get();
    JftraceSpanLog log = current == null ? start() : current;
    if (log != null) {
      log.add(traceId, spanId, sampled, clockOffsetNanos, resource, timeNanos);
    }
  }

  /** Null if there are too many: their threads live, or nobody has taken note of their end yet. */
  private static JftraceSpanLog start() {
    Thread thread = Thread.currentThread();
    JftraceSpanLog log = BY_THREAD.get(System.identityHashCode(thread));
    if (log == null || log.owner() != thread) {
      if (BY_THREAD.mappingCount() >= MAX_LOGS) {
        return null;
      }
      log = new JftraceSpanLog(thread);
      BY_THREAD.put(log.key, log);
      STARTED.add(log);
    }
    CURRENT.set(log);
    return log;
  }

  @SuppressWarnings("ReferenceEquality") // another context with the same span is no transition
  private void add(
      String traceId,
      String spanId,
      boolean isSampled,
      long clockOffsetNanos,
      Map<String, Object> resource,
      long timeNanos) {
    long index = (long) WRITTEN.get(this);
    int last = slot(index - 1);
    if (spanIds[last] == spanId && traceIds[last] == traceId) {
      return;
    }
    // A reader that sees a new value below must also see that the index before is written.
    VarHandle.storeStoreFence();
    int slot = slot(index);
    times[slot] = timeNanos;
    traceIds[slot] = traceId;
    spanIds[slot] = spanId;
    sampled[slot] = isSampled;
    if (spanId != null) {
      clockOffsets[slot] = clockOffsetNanos;
      // Nearly always the same. A store of a reference costs more, as the collector has to know.
      if (resources[slot] != resource) {
        resources[slot] = resource;
      }
    }
    WRITTEN.setRelease(this, index + 1);
  }

  private static int slot(long index) {
    return (int) index & (CAPACITY - 1);
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      return true;
    }
  }

  private static MethodHandle findIsVirtual() {
    try {
      MethodType type = MethodType.methodType(boolean.class);
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", type);
    } catch (ReflectiveOperationException e) {
      // Before JDK 21 all threads are platform threads.
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }

  private static VarHandle findWritten() {
    try {
      return MethodHandles.lookup().findVarHandle(JftraceSpanLog.class, "written", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
