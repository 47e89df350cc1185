// SPDX-License-Identifier: Apache-2.0
/**
 * Records as the kernel's own text {@code trace} prints them: {@code EventText} compiles the {@code
 * print fmt:} of an event's format, a C format string and its arguments, once, and prints each
 * record by it.
 */
package io.jftrace.tracefs.print;
