// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.timeline.spans.ScopeSink;
import io.jftrace.timeline.spans.SpanScope;

/**
 * The scopes of one carrier thread: those of the virtual threads while they are mounted, else its
 * own. As they are kept by carrier, each carrier is asked in the order of its own time, however
 * long ago a virtual thread has left it for another one.
 */
final class CarrierScopes {

  /** As much as is read at once of a ring. */
  private static final int MAX_CHANGES = 1 << 16;

  /** In the history: no virtual thread is mounted. */
  private static final SpanScope ITSELF = new SpanScope(null, null, false);

  private final ScopeHistory history = new ScopeHistory(MAX_CHANGES);
  private final ScopeSink ownPieces = this::passOwn;
  private final ScopeSink mountedPieces = this::passMounted;
  private long lastNanos;

  /** Null if none is, or if it is not known what is active on it. */
  private VirtualStack mounted;

  /** Of the question that is being answered. */
  private ScopeSink sink;

  private SpanScope own;

  CarrierScopes() {
    history.add(0, ITSELF);
  }

  /**
   * A virtual thread is mounted.
   *
   * @param stack null if nothing is active on it, or if that is not known
   */
  void mount(VirtualStack stack, long timeNanos) {
    mounted = stack;
    add(timeNanos, stack == null ? null : stack.mounted(timeNanos));
  }

  /** It is not any more. */
  void unmount(long timeNanos) {
    if (mounted != null) {
      mounted.unmounted(timeNanos);
    }
    mounted = null;
    add(timeNanos, ITSELF);
  }

  /**
   * Another scope is active on the virtual thread that is mounted.
   *
   * @param scope null for none
   */
  void active(VirtualStack stack, long timeNanos, SpanScope scope) {
    mounted = stack;
    add(timeNanos, scope);
  }

  /** What the carrier does from that time on is not known. */
  void forget(long timeNanos) {
    mounted = null;
    add(timeNanos, null);
  }

  /**
   * Passes what was active; {@code fromNanos} is never less than before.
   *
   * @param ownScopes the thread's; null if it never had a span of its own
   */
  void forEach(ThreadScopes ownScopes, long fromNanos, long toNanos, ScopeSink newSink) {
    history.forgetBefore(fromNanos);
    sink = newSink;
    if (ownScopes == null) {
      passOwn(null, fromNanos, toNanos);
    } else {
      ownScopes.forEach(fromNanos, toNanos, ownPieces);
    }
  }

  private void passOwn(SpanScope scope, long fromNanos, long toNanos) {
    own = scope;
    history.tell(fromNanos, toNanos, mountedPieces);
  }

  @SuppressWarnings("ReferenceEquality") // There is one.
  private void passMounted(SpanScope scope, long fromNanos, long toNanos) {
    sink.piece(scope == ITSELF ? own : scope, fromNanos, toNanos);
  }

  private void add(long timeNanos, SpanScope scope) {
    lastNanos = Math.max(lastNanos, timeNanos);
    history.add(lastNanos, scope);
  }
}
