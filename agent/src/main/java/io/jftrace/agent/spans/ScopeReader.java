// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.mounts.MountSink;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.spans.ScopeSink;
import io.jftrace.timeline.spans.SpanAccounts;
import java.util.IdentityHashMap;

/**
 * The scopes of all platform threads that have a log, and of the virtual threads that carriers run,
 * from the time on that they are wanted.
 */
final class ScopeReader {

  private final SpanAccounts accounts;
  private final TornSpans torn;
  private final VirtualScopes virtual;
  private final IdentityHashMap<Thread, ThreadScopes> threads = new IdentityHashMap<>();

  ScopeReader(SpanAccounts accounts, TornSpans torn) {
    this.accounts = accounts;
    this.torn = torn;
    this.virtual = new VirtualScopes(accounts, torn);
  }

  /** Takes what carriers do. */
  MountSink virtual() {
    return virtual;
  }

  /** A log that there was before; spans that ended before that time may be left out. */
  void addOld(Thread thread, JftraceSpanLog log, long sinceNanos) {
    threads.put(thread, ThreadScopes.ofOld(log, accounts.stack(), torn, sinceNanos));
  }

  /** A log that has begun since. */
  void addNew(Thread thread, JftraceSpanLog log) {
    threads.put(thread, ThreadScopes.ofNew(log, accounts.stack(), torn));
  }

  void remove(Thread thread) {
    ThreadScopes scopes = threads.remove(thread);
    if (scopes != null) {
      scopes.end(scopes.lastNanos());
    }
  }

  /** A thread has ended, up to when it was asked for. */
  void end(Thread thread, long timeNanos) {
    ThreadScopes scopes = threads.get(thread);
    if (scopes != null) {
      scopes.end(timeNanos);
    }
  }

  void forEach(Thread thread, long fromNanos, long toNanos, ScopeSink sink) {
    ThreadScopes scopes = threads.get(thread);
    CarrierScopes carrier = virtual.carrier(thread);
    if (carrier != null) {
      carrier.forEach(scopes, fromNanos, toNanos, sink);
    } else if (scopes != null) {
      scopes.forEach(fromNanos, toNanos, sink);
    }
  }

  /** Reads all that was logged before this call. */
  void readAll() {
    threads.values().forEach(ThreadScopes::read);
  }
}
