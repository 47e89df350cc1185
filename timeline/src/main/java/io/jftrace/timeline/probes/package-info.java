/** Hits of the user's probes, and calls made of the entries and returns of functions. */
package io.jftrace.timeline.probes;
