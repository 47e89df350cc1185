// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Access to the fields that the JVM adds to event classes. */
final class Ticks {

  private Ticks() {}

  /**
   * A field of the event class that {@code lookup} was made in. The JVM adds {@code startTime} and
   * {@code duration} when it defines a class that extends Event (share/jfr/instrumentation/
   * jfrEventClassTransformer.cpp, JDK 17 to 25); an abstract class has none.
   */
  static VarHandle field(MethodHandles.Lookup lookup, String name) {
    try {
      return lookup.findVarHandle(lookup.lookupClass(), name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JVM adds no field " + name + " to " + lookup.lookupClass(), e);
    }
  }
}
