// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Makes the events of one probe known to the kernel, all or none. */
final class EventDefiner {

  /**
   * So many calls of a function of the kernel can be under way, in all processes, before returns go
   * unseen; by itself it is ten, or two for each CPU. The greatest number that is accepted:
   * KRETPROBE_MAXACTIVE_MAX in kernel/trace/trace_probe.h, Linux 6.12.
   */
  private static final int KERNEL_CALLS_AT_A_TIME = 4096;

  private final DynamicEvents events;
  private final ErrorLog log;
  private final FilterCheck filterCheck;
  private final String group;
  private final ProbeSpec spec;
  private final Deque<Definition> defined = new ArrayDeque<>();

  EventDefiner(Tracefs tracefs, Instance instance, String group, ProbeSpec spec) {
    this.events = new DynamicEvents(tracefs);
    this.log = new ErrorLog(tracefs.root());
    this.filterCheck = new FilterCheck(instance, spec);
    this.group = group;
    this.spec = spec;
  }

  /**
   * Defines the events of a probe.
   *
   * @throws ProbeException if the kernel refuses one of them, or the filter; none is left then
   */
  DefinedProbe define(PlannedProbe planned, String name) throws ProbeException {
    try {
      RecordedEvent entry = define(planned.entry(), "probe_" + name);
      RecordedEvent filtered = filterCheck.applied(entry);
      RecordedEvent exit = planned.exit() == null ? null : define(planned.exit(), "return_" + name);
      return new DefinedProbe(
          name,
          spec.kind(),
          planned.place(),
          filtered,
          exit,
          spec.maxShownPerSecond(),
          List.copyOf(defined),
          planned.cost(),
          planned.notices());
    } catch (IOException | RuntimeException e) {
      events.deleteAfter(e, defined);
      throw e;
    }
  }

  private RecordedEvent define(EventPlan plan, String name) throws ProbeException {
    if (plan.existing() != null) {
      return new RecordedEvent(plan.existing(), "", null, plan.values());
    }
    String event = group + "/" + name;
    for (int i = 0; i < plan.sites().size(); i++) {
      Definition definition = define(plan, plan.sites().get(i), event);
      if (i == 0) {
        // The others are deleted with it: they are places of the same event.
        defined.push(definition);
      }
    }
    return new RecordedEvent(event, "", plan.stackPointerField(), plan.values());
  }

  private Definition define(EventPlan plan, ProbeSite site, String event) throws ProbeException {
    SpecPart whole = spec.target().whole();
    KernelCommand command = new KernelCommand();
    command.madeOf(whole, kind(plan) + ":" + event + " ");
    command.madeOf(spec.target().name(), site.place());
    site.arguments().forEach(argument -> argument.appendTo(command, whole));
    ErrorLog.Entry before = log.newest();
    try {
      return isOfKernel()
          ? events.defineKprobe(command.line())
          : events.defineUprobe(command.line());
    } catch (TracefsException e) {
      throw refused(e, command, log.reason(before, command.line()));
    }
  }

  private String kind(EventPlan plan) {
    if (!plan.isReturn()) {
      return "p";
    }
    return isOfKernel() ? "r" + KERNEL_CALLS_AT_A_TIME : "r";
  }

  private boolean isOfKernel() {
    return spec.target().library() == null;
  }

  private ProbeException refused(TracefsException e, KernelCommand command, ErrorLog.Entry reason) {
    ProbeException refused =
        reason == null
            ? spec.bad(spec.target().whole(), e.getMessage())
            : new ProbeException(
                "the kernel refuses it: " + reason.message(),
                spec.text(),
                command.column(reason.column()));
    refused.initCause(e);
    return refused;
  }
}
