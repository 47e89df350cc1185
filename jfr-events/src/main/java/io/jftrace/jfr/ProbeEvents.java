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
    List<String> names = JfrNames.of(types.stream().map(ProbeType::name).toList());
    for (int i = 0; i < names.size(); i++) {
      byType.put(types.get(i), ProbeEventClass.define(types.get(i), names.get(i)));
    }
  }

  Collection<ProbeEvent> all() {
    return byType.values();
  }

  /** Null for a probe that was not among the given ones. */
  ProbeEvent of(ProbeType type) {
    return byType.get(type);
  }
}
