// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.DetailHealth;
import io.jftrace.timeline.InspectionHealth;
import io.jftrace.timeline.SpansHealth;
import io.jftrace.timeline.scheduler.SourceHealth;

/**
 * How the tracing itself fares; each part is read at each scrape.
 *
 * @param source the kernel's events
 * @param detail what was left out under overload
 * @param inspection the waits that were asked about
 * @param breakdowns the application's spans that were told where their time went
 * @param spans the agent's child spans
 */
public record AgentHealth(
    SourceHealth source,
    DetailHealth detail,
    InspectionHealth inspection,
    BreakdownHealth breakdowns,
    SpansHealth spans) {}
