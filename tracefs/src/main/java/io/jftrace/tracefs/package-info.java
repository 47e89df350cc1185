// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel side: tracefs found and mounted, an instance and its control files, the thread ids to
 * trace. {@code format} reads the event formats, {@code ring} the ring buffer, {@code print} makes
 * text of records, {@code linux} calls the C library.
 */
package io.jftrace.tracefs;
