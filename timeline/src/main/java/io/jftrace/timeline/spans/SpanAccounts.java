// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The accounts of the application's sampled spans: opened when a span is first active on a thread,
 * finished when the timeline has passed its end. Used by the timeline's thread only.
 */
public final class SpanAccounts {

  private static final int MAX_OPEN = 65_536;

  /** A context may be taken along and made active again after its span's end. */
  private static final int MAX_REMEMBERED = 4096;

  /** So many are looked at to find one that is not active. */
  private static final int MAX_LOOKS = 1024;

  private static final long ABANDONED_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private record Key(String traceId, String spanId) {}

  /** In the order in which they were opened, or last found to be active. */
  private final Map<Key, OpenAccount> open = new LinkedHashMap<>();

  /** Or given up: what comes after that counts for nothing. */
  private final Map<Key, OpenAccount> finished = new LinkedHashMap<>();

  private final List<OpenAccount> ended = new ArrayList<>();
  private final ChargeJournal journal = new ChargeJournal();
  private final Consumer<? super SpanAccount> listener;
  private final LongConsumer catchUp;
  private int lastStackId;
  private long dropped;
  private long sweptNanos;

  /**
   * @param listener takes each account once, when it is finished; those of spans that were active
   *     on no thread are left out, as nothing is known of them. It may keep them.
   * @param catchUp called before accounts are finished, with the time that the timeline has
   *     reached: has all changes up to then passed to the stacks, and all ends to {@link #ended}
   */
  public SpanAccounts(Consumer<? super SpanAccount> listener, LongConsumer catchUp) {
    this.listener = listener;
    this.catchUp = catchUp;
  }

  /** The stack of a platform thread: one for each. */
  public ScopeStack stack() {
    lastStackId++;
    return new ScopeStack(this, lastStackId);
  }

  /**
   * The stack of a virtual thread, also if there was one before, which is empty by now: they count
   * as one thread.
   *
   * @param threadId the JVM's
   */
  public ScopeStack virtualStack(long threadId) {
    return new ScopeStack(this, (int) (threadId | Integer.MIN_VALUE));
  }

  /**
   * A sampled span ended, maybe before it is known that it was active, or after the timeline has
   * passed the time.
   */
  public void ended(String traceId, String spanId, long timeNanos) {
    OpenAccount account = account(new SpanRef(traceId, spanId, true));
    if (account.endNanos() == OpenAccount.NOT_ENDED) {
      account.ended(timeNanos);
      ended.add(account);
    }
  }

  /** How many accounts were given up: there were too many, or the span's end was never told. */
  public long dropped() {
    return dropped;
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /** The account of a span, which may be finished; opened if there is none. */
  OpenAccount account(SpanRef span) {
    Key key = new Key(span.traceId(), span.spanId());
    OpenAccount account = open.get(key);
    if (account == null) {
      account = finished.get(key);
    }
    if (account == null) {
      account = new OpenAccount(span, journal);
      put(key, account);
    }
    return account;
  }

  void catchUp(long untilNanos) {
    catchUp.accept(untilNanos);
  }

  /** Whether there are spans that ended before that time, or at it. */
  boolean anyEnded(long untilNanos) {
    for (OpenAccount account : ended) {
      if (account.endNanos() <= untilNanos) {
        return true;
      }
    }
    return false;
  }

  /** Everything before that time has been charged. */
  void finish(long untilNanos) {
    int kept = 0;
    for (int i = 0; i < ended.size(); i++) {
      OpenAccount account = ended.get(i);
      if (account.endNanos() <= untilNanos) {
        finish(account);
      } else {
        ended.set(kept++, account);
      }
    }
    ended.subList(kept, ended.size()).clear();
    if (untilNanos - sweptNanos >= SWEEP_NANOS) {
      sweptNanos = untilNanos;
      dropAbandoned(untilNanos - ABANDONED_NANOS);
    }
  }

  private void finish(OpenAccount account) {
    account.finish();
    Key key = new Key(account.span().traceId(), account.span().spanId());
    if (open.remove(key, account)) {
      remember(key, account);
      if (account.threads() > 0) {
        listener.accept(account);
      }
    }
  }

  private void dropAbandoned(long beforeNanos) {
    Iterator<Map.Entry<Key, OpenAccount>> accounts = open.entrySet().iterator();
    while (accounts.hasNext()) {
      Map.Entry<Key, OpenAccount> entry = accounts.next();
      OpenAccount account = entry.getValue();
      boolean awaited = account.isActive() || account.endNanos() != OpenAccount.NOT_ENDED;
      if (!awaited && account.reachedNanos() < beforeNanos) {
        accounts.remove();
        giveUp(entry.getKey(), account);
      }
    }
  }

  private void put(Key key, OpenAccount account) {
    if (open.size() >= MAX_OPEN) {
      dropOldest();
    }
    open.put(key, account);
  }

  /** The oldest that is not active, unless very many are. */
  private void dropOldest() {
    for (int i = 0; true; i++) {
      Key key = open.keySet().iterator().next();
      OpenAccount account = open.remove(key);
      if (i == MAX_LOOKS || !account.isActive()) {
        giveUp(key, account);
        return;
      }
      open.put(key, account);
    }
  }

  private void giveUp(Key key, OpenAccount account) {
    account.giveUp();
    remember(key, account);
    dropped++;
  }

  private void remember(Key key, OpenAccount account) {
    finished.put(key, account);
    if (finished.size() > MAX_REMEMBERED) {
      Iterator<OpenAccount> oldest = finished.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
