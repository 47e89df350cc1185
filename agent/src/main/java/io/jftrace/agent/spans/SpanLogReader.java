// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.ActiveSpanSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.spans.ScopeSink;
import io.jftrace.timeline.spans.SpanAccounts;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the span that was active on a thread: from what {@link JftraceSpanLog} has recorded, or,
 * while a virtual thread was mounted on it, that one's. Used by one thread, but for {@link
 * #missed()}.
 */
public final class SpanLogReader implements SpanSource {

  /** A small part of what one log holds. */
  private static final long QUIET_ENTRIES = JftraceSpanLog.CAPACITY / 16;

  private static final int QUIET_INTERVAL_MILLIS = 400;
  private static final int BUSY_INTERVAL_MILLIS = 100;

  /** By identity: a subclass of Thread may have an equals of its own. */
  private final IdentityHashMap<Thread, SpanCursor> cursors = new IdentityHashMap<>();

  private final AtomicLong missed = new AtomicLong();
  private final MountLogReader mounts;
  private final BypassWarning bypassWarning;
  private long writtenAtDrain;
  private boolean quiet;

  /** Null while nobody keeps accounts. */
  private ScopeReader scopes;

  SpanLogReader(MountLogReader mounts, BypassWarning bypassWarning) {
    this.mounts = mounts;
    this.bypassWarning = bypassWarning;
  }

  /**
   * The span that was active on a thread, or null if there was none or if it cannot be told any
   * more, which is counted by {@link #missed()}. Cheapest if times do not go back.
   */
  @Override
  public SpanRef activeAt(TracedThread thread, long timeNanos) {
    Thread javaThread = thread.javaThread();
    return javaThread == null ? null : activeAt(javaThread, timeNanos);
  }

  SpanRef activeAt(Thread thread, long timeNanos) {
    if (mounts.isItself(thread, timeNanos)) {
      return ownAt(thread, timeNanos);
    }
    Thread virtual = mounts.mountedAt(thread, timeNanos);
    return virtual == null ? null : mounts.spanAt(virtual, timeNanos);
  }

  private SpanRef ownAt(Thread thread, long timeNanos) {
    takeStarted();
    SpanCursor cursor = cursors.get(thread);
    if (cursor == null) {
      return null;
    }
    if (!cursor.moveTo(timeNanos)) {
      missed.incrementAndGet();
      return null;
    }
    return cursor.span();
  }

  /**
   * From now on tells {@link #forEachScope}; times before are told as far as the logs go back, but
   * of spans that ended before a time, nothing.
   */
  void account(SpanAccounts accounts, TornSpans torn, long sinceNanos) {
    takeStarted();
    scopes = new ScopeReader(accounts, torn);
    cursors.forEach((thread, cursor) -> scopes.addOld(thread, cursor.log(), sinceNanos));
    mounts.follow(scopes.virtual());
  }

  @Override
  public void forEachScope(TracedThread thread, long fromNanos, long toNanos, ScopeSink sink) {
    Thread javaThread = thread.javaThread();
    if (scopes != null && javaThread != null) {
      forEachScope(javaThread, fromNanos, toNanos, sink);
    }
  }

  void forEachScope(Thread thread, long fromNanos, long toNanos, ScopeSink sink) {
    takeStarted();
    mounts.readUntil(toNanos);
    scopes.forEach(thread, fromNanos, toNanos, sink);
  }

  @Override
  public void ended(TracedThread thread, long timeNanos) {
    Thread javaThread = thread.javaThread();
    if (scopes != null && javaThread != null) {
      takeStarted();
      scopes.end(javaThread, timeNanos);
    }
  }

  /** Passes all changes up to now to the accounts. */
  void catchUp() {
    takeStarted();
    mounts.readAll();
    scopes.readAll();
  }

  @Override
  public void forEachEnded(TracedThread thread, long sinceNanos, ActiveSpanSink sink) {
    Thread javaThread = thread.javaThread();
    if (javaThread != null) {
      takeStarted();
      SpanCursor cursor = cursors.get(javaThread);
      if (cursor != null) {
        cursor.activations().forEachEnded(sinceNanos, sink);
      }
    }
  }

  /** How many questions stayed unanswered because newer entries had overwritten the log. */
  public long missed() {
    return missed.get() + mounts.missed();
  }

  /** To be called after each drain: forgets threads that ended before the one before the last. */
  public void drained() {
    takeStarted();
    long written = cursors.values().stream().mapToLong(cursor -> cursor.log().written()).sum();
    quiet = Math.abs(written - writtenAtDrain) <= QUIET_ENTRIES;
    writtenAtDrain = written;
    cursors.entrySet().removeIf(this::isOver);
    bypassWarning.check(System.nanoTime());
  }

  /** When the next drain has to come at the latest, as the logs hold the last entries only. */
  public int longestIntervalMillis() {
    if (cursors.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    return quiet ? QUIET_INTERVAL_MILLIS : BUSY_INTERVAL_MILLIS;
  }

  /** Whether a span was active on a thread that still lives. */
  public boolean hasLogs() {
    return !cursors.isEmpty();
  }

  /** Number of threads with a log, for tests. */
  int size() {
    return cursors.size();
  }

  private boolean isOver(Map.Entry<Thread, SpanCursor> entry) {
    boolean over = entry.getValue().isOver(entry.getKey());
    if (over) {
      entry.getValue().log().release();
      if (scopes != null) {
        scopes.remove(entry.getKey());
      }
    }
    return over;
  }

  private void takeStarted() {
    JftraceSpanLog log = JftraceSpanLog.pollStarted();
    while (log != null) {
      Thread owner = log.owner();
      if (owner == null) {
        log.release();
      } else {
        cursors.put(owner, new SpanCursor(log));
        if (scopes != null) {
          scopes.addNew(owner, log);
        }
      }
      log = JftraceSpanLog.pollStarted();
    }
  }
}
