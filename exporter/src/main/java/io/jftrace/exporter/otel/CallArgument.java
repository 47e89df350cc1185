// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeHit;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that a probe recorded.
 *
 * @param number 0 for a text
 * @param text null for what is no text
 */
record CallArgument(ProbeField field, long number, String text) {

  static List<CallArgument> allOf(ProbeHit call, boolean showTexts) {
    List<ProbeField> fields = call.type().fields();
    List<CallArgument> arguments = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).kind() != ProbeField.Kind.TEXT) {
        arguments.add(new CallArgument(fields.get(i), call.number(i), null));
      } else if (showTexts) {
        arguments.add(new CallArgument(fields.get(i), 0, call.text(i)));
      }
    }
    return arguments;
  }
}
