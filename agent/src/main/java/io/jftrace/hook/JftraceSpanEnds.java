// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the application's OpenTelemetry SDK and the agent meet: jftrace's extension of the SDK
 * tells which spans have ended, and gets attributes for them.
 *
 * <p>In the agent's jar this class is called {@code java.lang.JftraceSpanEnds} and is defined
 * there, where the extension finds it from any class loader. It is therefore a single class and
 * uses nothing but the JDK. All methods may be called by any thread, and none of them throws but
 * {@link #await} if it is interrupted.
 */
public final class JftraceSpanEnds {

  /** So many ended spans wait for the agent at most, of about 170 bytes. */
  public static final int MAX_ENDED = 16_384;

  /** So many answers wait for the extension at most, of less than a kilobyte. */
  public static final int MAX_ANSWERS = 16_384;

  private static final ConcurrentLinkedQueue<Object[]> ENDED = new ConcurrentLinkedQueue<>();

  /** Never less than the queue has: counted before they are added, and after they were taken. */
  private static final AtomicInteger ENDED_SIZE = new AtomicInteger();

  private static final AtomicLong DROPPED = new AtomicLong();

  /** Guards the answers, and is notified when time has passed. */
  private static final Object LOCK = new Object();

  /** By trace id and span id, the oldest first. */
  private static final LinkedHashMap<String, Object[]> ANSWERS = new LinkedHashMap<>();

  private static volatile boolean wanted;
  private static volatile long passedNanos = System.nanoTime();

  /** What the last drain has passed, or the one under way passes. */
  private static volatile long passingNanos = passedNanos;

  /** When a span was told of last that the poll for its end may have missed. */
  private static volatile long lateNanos = passedNanos;

  /** Not null: an agent traces and answers. */
  private static volatile Runnable drain;

  private JftraceSpanEnds() {}

  /** Whether an agent traces and answers. */
  public static boolean isOpen() {
    return drain != null;
  }

  /** The extension is there: from now on the agent keeps account of spans. */
  public static void wanted() {
    wanted = true;
  }

  /**
   * A sampled span has ended; to be called once, by the thread that ended it.
   *
   * @param traceId 32 lower-case hexadecimal digits
   * @param spanId 16 lower-case hexadecimal digits
   * @param nanoTime {@code System.nanoTime()} of the end
   * @param endEpochNanos the end as the span itself has it, in nanoseconds since the epoch
   */
  public static void ended(String traceId, String spanId, long nanoTime, long endEpochNanos) {
    if (drain == null || traceId == null || spanId == null) {
      return;
    }
    try {
      add(new Object[] {traceId, spanId, nanoTime, endEpochNanos});
      if (passingNanos - nanoTime >= 0) {
        // A drain that begins from now on sees it.
        lateNanos = System.nanoTime();
      }
    } catch (Throwable e) {
      // Whatever it is, such as no memory: the application goes on.
    }
  }

  /**
   * Waits until the answers for all spans that ended up to a time are there, and asks the agent to
   * make haste. For a thread of the extension's own.
   *
   * @param nanoTime of {@code System.nanoTime()}
   * @return false if that is in vain: the time is up, or no agent answers any more
   */
  public static boolean await(long nanoTime, long timeoutNanos) throws InterruptedException {
    long beginNanos = System.nanoTime();
    while (true) {
      Runnable toAsk = drain;
      if (toAsk != null && !hasPassed(nanoTime)) {
        ask(toAsk);
      }
      synchronized (LOCK) {
        if (hasPassed(nanoTime)) {
          return true;
        }
        long remainingNanos = timeoutNanos - (System.nanoTime() - beginNanos);
        if (drain == null || remainingNanos <= 0) {
          return false;
        }
        LOCK.wait(remainingNanos / 1_000_000, (int) (remainingNanos % 1_000_000));
      }
    }
  }

  /**
   * Takes the answer for a span.
   *
   * @return attributes as name, value, name, value, …; values are Long, Double, Boolean or String;
   *     null if there is none
   */
  public static Object[] take(String traceId, String spanId) {
    if (traceId == null || spanId == null) {
      return null;
    }
    String key = traceId.concat(spanId);
    synchronized (LOCK) {
      return ANSWERS.remove(key);
    }
  }

  /**
   * An agent begins to answer.
   *
   * @param drainWanted is run by a thread that waits for an answer, which it must not block
   */
  public static void open(Runnable drainWanted) {
    // There are no answers for what ended before.
    passedNanos = System.nanoTime();
    drain = drainWanted;
  }

  /** Whether an extension has ever been there to take answers. */
  public static boolean isWanted() {
    return wanted;
  }

  /**
   * A drain is about to pass all up to a time. To be called before the ends for it are polled:
   * whoever tells of an end too late for that sees it.
   */
  public static void passing(long nanoTime) {
    passingNanos = nanoTime;
  }

  /**
   * Takes the oldest span of which was told: trace id, span id, and the two times of {@link #ended}
   * as Longs; or null.
   */
  public static Object[] pollEnded() {
    Object[] span = ENDED.poll();
    if (span != null) {
      ENDED_SIZE.decrementAndGet();
    }
    return span;
  }

  /** Leaves an answer for a span, as {@link #take} returns it. */
  public static void answer(String traceId, String spanId, Object[] attributes) {
    String key = traceId.concat(spanId);
    synchronized (LOCK) {
      ANSWERS.put(key, attributes);
      if (ANSWERS.size() > MAX_ANSWERS) {
        Iterator<Object[]> oldest = ANSWERS.values().iterator();
        oldest.next();
        oldest.remove();
        DROPPED.incrementAndGet();
      }
    }
  }

  /**
   * All spans that ended up to the time of {@link #passing} and were there to be polled after it
   * are answered, as far as there are answers.
   */
  public static void passed(long nanoTime) {
    synchronized (LOCK) {
      passedNanos = nanoTime;
      LOCK.notifyAll();
    }
  }

  /** No agent answers any more; answers stay to be taken. */
  public static void close() {
    synchronized (LOCK) {
      drain = null;
      LOCK.notifyAll();
    }
    while (pollEnded() != null) {
      // Nobody reads them.
    }
  }

  /** How many spans of which was told, and answers, were dropped as there were too many. */
  public static long dropped() {
    return DROPPED.get();
  }

  private static void add(Object[] span) {
    if (ENDED_SIZE.incrementAndGet() > MAX_ENDED && ENDED.poll() != null) {
      ENDED_SIZE.decrementAndGet();
      DROPPED.incrementAndGet();
    }
    ENDED.add(span);
  }

  private static boolean hasPassed(long nanoTime) {
    long passed = passedNanos;
    return passed - nanoTime >= 0 && passed - lateNanos >= 0;
  }

  private static void ask(Runnable toAsk) {
    try {
      toAsk.run();
    } catch (Throwable e) {
      // The next drain comes without, but later.
    }
  }
}
