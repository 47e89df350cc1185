// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.mounts.MountSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.spans.SpanAccounts;
import io.jftrace.timeline.spans.SpanScope;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What is active on each virtual thread, and so on the carriers that run them. A virtual thread has
 * a stack while that is known and a span is active on it. If it began before all this was followed,
 * or before something was lost, it is known from a moment without a span on: spans that become
 * active before are torn.
 */
final class VirtualScopes implements MountSink {

  /** With a span at a time: more than there are accounts. */
  private static final int MAX_THREADS = 1 << 17;

  private static final int MIN_SWEPT = 1024;
  private static final int SWEEP_DRAINS = 64;

  private final SpanAccounts accounts;
  private final TornSpans torn;
  private final IdentityHashMap<Thread, CarrierScopes> carriers = new IdentityHashMap<>();

  /** By the JVM's id. */
  private final Map<Long, VirtualStack> stacks = new HashMap<>();

  /** Threads up to this id may have spans that were not told. */
  private long lastUnknownId;

  private long lostUntilNanos;
  private int leftBySweep;
  private int drainsSinceSweep;

  VirtualScopes(SpanAccounts accounts, TornSpans torn) {
    this.accounts = accounts;
    this.torn = torn;
  }

  /** Null if the thread is no carrier. */
  CarrierScopes carrier(Thread thread) {
    return carriers.get(thread);
  }

  /** Number of virtual threads of which something is kept; for tests. */
  int size() {
    return stacks.size();
  }

  @Override
  public void began() {
    lastUnknownId = newThreadId();
  }

  @Override
  public void mounted(Thread carrier, Thread virtual, long timeNanos) {
    known(carrier).mount(stacks.get(virtual.getId()), timeNanos);
  }

  @Override
  public void unmounted(Thread carrier, long timeNanos) {
    known(carrier).unmount(timeNanos);
  }

  @Override
  public void span(Thread carrier, Thread virtual, long timeNanos, SpanRef span) {
    VirtualStack stack = stack(virtual, timeNanos, span);
    if (stack != null) {
      SpanScope scope = stack.moveTo(span, timeNanos);
      known(carrier).active(stack, timeNanos, scope);
      if (stack.isEmpty() && !mayHaveSpans(virtual)) {
        stacks.remove(virtual.getId());
      }
    } else if (span != null && span.sampled()) {
      torn.add(span);
    }
  }

  @Override
  public void lost(long fromNanos, long untilNanos) {
    stacks.values().forEach(stack -> stack.tear(torn));
    stacks.clear();
    carriers.values().forEach(carrier -> carrier.forget(fromNanos));
    lostUntilNanos = Math.max(lostUntilNanos, untilNanos);
    lastUnknownId = newThreadId();
  }

  @Override
  public void ended(Thread carrier) {
    carriers.remove(carrier);
  }

  @Override
  public void drained() {
    if (stacks.size() > 2 * leftBySweep + MIN_SWEPT || ++drainsSinceSweep >= SWEEP_DRAINS) {
      stacks.values().removeIf(VirtualStack::isOver);
      leftBySweep = stacks.size();
      drainsSinceSweep = 0;
    }
  }

  private CarrierScopes known(Thread carrier) {
    return carriers.computeIfAbsent(carrier, thread -> new CarrierScopes());
  }

  /** Null if what is active on the thread is not known, or if there is nothing to be kept. */
  private VirtualStack stack(Thread virtual, long timeNanos, SpanRef span) {
    VirtualStack stack = stacks.get(virtual.getId());
    boolean begins = (span == null) == mayHaveSpans(virtual) && timeNanos >= lostUntilNanos;
    if (stack != null || !begins) {
      return stack;
    }
    if (stacks.size() >= MAX_THREADS) {
      lastUnknownId = newThreadId();
      return null;
    }
    VirtualStack made = new VirtualStack(virtual, accounts.virtualStack(virtual.getId()));
    stacks.put(virtual.getId(), made);
    return made;
  }

  private boolean mayHaveSpans(Thread virtual) {
    return virtual.getId() <= lastUnknownId;
  }

  /** Ids ascend: the threads that there are have lesser ones, those to come have greater ones. */
  private static long newThreadId() {
    return new Thread(null, null, "jftrace", 0, false).getId();
  }
}
