// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Events that this process has defined, and has to delete, the last one first. */
final class OwnDefinitions {

  private final DynamicEvents events;
  private final Deque<Definition> defined = new ArrayDeque<>();

  OwnDefinitions(DynamicEvents events) {
    this.events = events;
  }

  void add(Definition definition) {
    defined.push(definition);
  }

  /** Deletes all that can be; no instance may have one enabled. */
  void delete() throws IOException {
    Cleanup cleanup = new Cleanup();
    for (Definition definition : List.copyOf(defined)) {
      cleanup.then(() -> delete(definition));
    }
    cleanup.end();
  }

  private void delete(Definition definition) throws TracefsException {
    events.delete(definition);
    defined.remove(definition);
  }
}
