// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

/**
 * A span that is active on a thread, and what was active there before it and is so again when it
 * ends. Made by {@link ScopeStack}.
 *
 * @param account that the thread's time is charged to
 * @param outer the scope around it, also charged; null if there is none of the same trace
 * @param virtual whether the thread is a virtual one
 */
public record SpanScope(OpenAccount account, SpanScope outer, boolean virtual) {}
