// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.probes.ProbeType;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/** The probes' own types of events, by an event of each that is kept to ask. */
final class ProbeEvents {

  private final IdentityHashMap<ProbeType, ProbeEvent> byType = new IdentityHashMap<>();

  /** Makes their classes. */
  ProbeEvents(List<ProbeType> types) {
    types.forEach(type -> byType.put(type, ProbeEventClass.define(type)));
  }

  Collection<ProbeEvent> all() {
    return byType.values();
  }

  /** Null for a probe that was not among the given ones. */
  ProbeEvent of(ProbeType type) {
    return byType.get(type);
  }
}
