// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import jdk.jfr.Event;

/**
 * Access to the fields that the JVM adds to an event class: {@code startTime} and {@code duration},
 * in JFR's ticks. A record, as the JIT trusts its fields to be constant.
 *
 * <p>What else the JVM adds (begin, commit, isEnabled, shouldCommit) is to be called on the event
 * class itself: in {@link Event} these methods are final and empty.
 */
record Ticks(VarHandle startField, VarHandle durationField) {

  /**
   * The fields of the event class that {@code lookup} was made in. The JVM adds them when it
   * defines a class that extends Event (share/jfr/instrumentation/jfrEventClassTransformer.cpp, JDK
   * 17 to 25); an abstract class has none.
   */
  static Ticks of(MethodHandles.Lookup lookup) {
    return new Ticks(field(lookup, "startTime"), field(lookup, "duration"));
  }

  private static VarHandle field(MethodHandles.Lookup lookup, String name) {
    try {
      return lookup.findVarHandle(lookup.lookupClass(), name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JVM adds no field " + name + " to " + lookup.lookupClass(), e);
    }
  }

  /** Sets the time; a duration of 0 would be taken for "until now". */
  void set(Event event, long startTicks, long endTicks) {
    startField.set(event, startTicks);
    setDuration(event, Math.max(1, endTicks - startTicks));
  }

  void setDuration(Event event, long durationTicks) {
    durationField.set(event, durationTicks);
  }

  long start(Event event) {
    return (long) startField.get(event);
  }
}
