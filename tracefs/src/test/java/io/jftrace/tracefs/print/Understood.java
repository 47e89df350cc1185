// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.util.Map;
import java.util.TreeMap;

/** How many of a kernel's events are printed as the kernel does, and why the others are not. */
record Understood(int understood, int all, Map<String, String> problems) {

  private static final int MAX_ID = 0xffff;

  static Understood of(EventFormats formats, SubBufferLayout layout) {
    Map<String, String> problems = new TreeMap<>();
    int all = 0;
    for (int id = 0; id <= MAX_ID; id++) {
      EventFormats.Event event = formats.byId(id);
      if (event != null) {
        all++;
        EventText text = EventText.of(event, layout);
        if (!text.isUnderstood()) {
          problems.put(event.format().name(), text.problem());
        }
      }
    }
    return new Understood(all - problems.size(), all, problems);
  }

  double percent() {
    return 100.0 * understood / all;
  }
}
