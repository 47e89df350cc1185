/** The user's probes: from their specification to events that the kernel records. */
package io.jftrace.tracefs.probe;
