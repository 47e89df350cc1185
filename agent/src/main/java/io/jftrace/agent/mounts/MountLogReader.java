// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.MountedThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells which virtual thread was mounted on a carrier, and which span was active on it, from what
 * {@link JftraceMountLog} has recorded. What is not known, as entries were overwritten before they
 * were read, is null. Used by one thread, but for {@link #missed()}.
 */
public final class MountLogReader implements MountedThreads {

  private static final int QUIET_INTERVAL_MILLIS = 400;
  private static final int BUSY_INTERVAL_MILLIS = 100;

  /** Between two drains: a small part of what one ring holds. */
  private static final long QUIET_ENTRIES = 512;

  /** Of 33 bytes; all rings together, once some of them have been enlarged. */
  private static final int MAX_ENTRIES = 1 << 20;

  private static final long NEVER = Long.MIN_VALUE;

  private final boolean active;
  private final int maxEntries;
  private final LostTimes lost = new LostTimes();
  private final VirtualSpans spans = new VirtualSpans(lost);
  private final MountOrder order = new MountOrder();

  /** By identity: a subclass of Thread may have an equals of its own. */
  private final IdentityHashMap<Thread, Carrier> carriers = new IdentityHashMap<>();

  private final AtomicLong missed = new AtomicLong();

  /** All that happened before has been read. */
  private long readNanos = NEVER;

  private long lastReadNanos;
  private long unseen;

  private long readAtLastDrain = NEVER;
  private long readAtDrainBefore = NEVER;
  private long entriesSinceDrain;
  private boolean quiet = true;

  /**
   * A reader.
   *
   * @param active false for one that knows nothing, as nothing is recorded
   */
  public MountLogReader(boolean active) {
    this(active, MAX_ENTRIES);
  }

  /**
   * @param maxEntries of all rings, up to which rings are enlarged
   */
  MountLogReader(boolean active, int maxEntries) {
    this.active = active;
    this.maxEntries = maxEntries;
  }

  @Override
  public Thread mountedAt(TracedThread carrier, long timeNanos) {
    Thread javaThread = carrier.javaThread();
    return javaThread == null ? null : mountedAt(javaThread, timeNanos);
  }

  /** See {@link #mountedAt(TracedThread, long)}. */
  public Thread mountedAt(Thread carrier, long timeNanos) {
    Object state = stateAt(carrier, timeNanos);
    if (state == Carrier.UNKNOWN) {
      missed.incrementAndGet();
    }
    return state instanceof Thread virtual ? virtual : null;
  }

  /** Whether a thread was no carrier of a virtual thread at a time; false if that is unknown. */
  public boolean isItself(Thread thread, long timeNanos) {
    return stateAt(thread, timeNanos) == null;
  }

  /** The span that was active on a virtual thread; null if there was none, or if it is unknown. */
  public SpanRef spanAt(Thread virtual, long timeNanos) {
    readUntil(timeNanos);
    return spans.at(virtual, timeNanos);
  }

  /**
   * Passes all that happens from now on, each time before what was asked for is answered. What is
   * read for the first time and happened before may be passed, too.
   */
  public void follow(MountSink sink) {
    if (active) {
      read();
      order.follow(sink);
    }
  }

  /** Reads, and passes to who follows, all that was recorded before this call. */
  public void readAll() {
    if (active) {
      read();
    }
  }

  /** How many questions stayed unanswered because it is not known any more. */
  public long missed() {
    return missed.get();
  }

  /** How often entries were overwritten before they were read. */
  public long losses() {
    return lost.count();
  }

  /** To be called after each drain: forgets what nobody asks for any more. */
  public void drained() {
    if (!active) {
      return;
    }
    read();
    long beforeNanos = readAtDrainBefore;
    if (beforeNanos != NEVER) {
      carriers.values().forEach(carrier -> carrier.forgetBefore(beforeNanos));
      spans.forgetBefore(beforeNanos);
      lost.mergeBefore(beforeNanos);
    }
    carriers.values().removeIf(this::isOver);
    order.drained();
    readAtDrainBefore = readAtLastDrain;
    readAtLastDrain = readNanos;
    quiet = entriesSinceDrain <= QUIET_ENTRIES;
    entriesSinceDrain = 0;
    // The next drain's first question: an entry's time is taken before it is written.
    readNanos = NEVER;
  }

  /** When the next drain has to come at the latest, as the rings hold the last entries only. */
  public int longestIntervalMillis() {
    if (carriers.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    return quiet ? QUIET_INTERVAL_MILLIS : BUSY_INTERVAL_MILLIS;
  }

  /** Number of virtual threads that have, or lately had, a span; for tests. */
  int virtualThreadsWithSpan() {
    return spans.size();
  }

  private Object stateAt(Thread carrier, long timeNanos) {
    readUntil(timeNanos);
    Carrier known = carriers.get(carrier);
    return known == null ? null : known.mountedAt(timeNanos);
  }

  private boolean isOver(Carrier carrier) {
    boolean over = carrier.isOver();
    if (over) {
      order.ended(carrier.thread());
    }
    return over;
  }

  /**
   * Reads, and passes to who follows, what happened before a time: to be called before a drain's
   * events are told of.
   */
  public void readUntil(long timeNanos) {
    if (active && (readNanos == NEVER || timeNanos - readNanos > 0)) {
      read();
    }
  }

  void read() {
    long nowNanos = System.nanoTime();
    takeNew();
    int budget = maxEntries;
    for (Carrier carrier : carriers.values()) {
      budget -= carrier.capacity();
    }
    for (Map.Entry<Thread, Carrier> entry : carriers.entrySet()) {
      long entries = entry.getValue().read();
      entriesSinceDrain += entries;
      budget -= entry.getValue().enlarge(entries, budget);
    }
    loseUnseen(nowNanos);
    order.pass(nowNanos);
    readNanos = nowNanos;
    lastReadNanos = nowNanos;
  }

  /** What carriers without a ring did may concern any virtual thread. */
  private void loseUnseen(long nowNanos) {
    long count = JftraceMountLog.unseen();
    if (count != unseen) {
      unseen = count;
      lost.add(lastReadNanos, nowNanos);
      order.lost(lastReadNanos, nowNanos);
    }
  }

  private void takeNew() {
    for (int place = 0; place < JftraceMountLog.PLACES; place++) {
      JftraceMountRing ring = JftraceMountLog.at(place);
      if (ring != null && !carriers.containsKey(ring.owner())) {
        carriers.put(ring.owner(), new Carrier(place, ring, spans, lost, order));
      }
    }
  }
}
