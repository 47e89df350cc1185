// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * A span of the application that was active on a thread.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether the application records it
 */
public record SpanRef(String traceId, String spanId, boolean sampled) {}
