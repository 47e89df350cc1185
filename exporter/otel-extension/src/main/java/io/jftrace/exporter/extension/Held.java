// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

/** What waits in a queue: spans, or a call that has to come after them. */
sealed interface Held permits HeldBatch, HeldCall {}
