// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.TracefsException;
import java.util.List;

/**
 * Tries the user's filter on the event by itself: in the one that is set in the end, the kernel's
 * complaints would be about text that the user does not know.
 */
final class FilterCheck {

  private static final String NO_FIELD = "Field not found";

  private final Instance instance;
  private final ErrorLog log;
  private final ProbeSpec spec;

  FilterCheck(Instance instance, ProbeSpec spec) {
    this.instance = instance;
    this.log = new ErrorLog(instance.directory());
    this.spec = spec;
  }

  /**
   * The event with the filter.
   *
   * @throws ProbeException if the kernel refuses it
   */
  RecordedEvent applied(RecordedEvent event) throws ProbeException {
    if (spec.filter() == null) {
      return event;
    }
    String text = spec.filter().text();
    SpecPart filter =
        spec.filter().part(text.length() - text.stripLeading().length(), text.length());
    check(event, filter);
    return new RecordedEvent(
        event.event(), filter.text().strip(), event.stackPointerField(), event.values());
  }

  private void check(RecordedEvent event, SpecPart filter) throws ProbeException {
    ErrorLog.Entry before = log.newest();
    try {
      instance.filter(event.event(), filter.text());
      instance.filter(event.event(), "0");
    } catch (TracefsException e) {
      ProbeException refused = refused(event, filter, log.reason(before, filter.text()), e);
      refused.initCause(e);
      throw refused;
    }
  }

  private ProbeException refused(
      RecordedEvent event, SpecPart filter, ErrorLog.Entry reason, TracefsException e) {
    if (reason == null) {
      return spec.bad(filter, e.getMessage());
    }
    String message = "the kernel refuses the filter: " + reason.message();
    int column = Math.min(reason.column(), filter.text().length());
    if (!reason.message().startsWith(NO_FIELD)) {
      return new ProbeException(message, spec.text(), filter.column() + column);
    }
    int end = filter.text().substring(0, column).stripTrailing().length();
    int begin = wordBegin(filter.text(), end);
    List<String> fields = event.values().stream().map(RecordedValue::field).toList();
    String question = Nearest.question(filter.text().substring(begin, end), fields);
    return new ProbeException(message + question, spec.text(), filter.column() + begin);
  }

  /** The kernel's caret is behind the field that it does not find. */
  private static int wordBegin(String text, int end) {
    int begin = end;
    while (begin > 0 && Character.isJavaIdentifierPart(text.charAt(begin - 1))) {
      begin--;
    }
    return begin;
  }
}
