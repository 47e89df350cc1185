// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Reads the clock of the application's spans. The SDK reads the wall clock and {@code
 * System.nanoTime()} once per trace, one after the other, and takes all times of the trace from the
 * latter; a thread that is held up in between gives a whole trace that is off by as much. With the
 * same pair of readings, the times of children are those of their parent to the nanosecond.
 */
final class SpanClocks {

  private static final Lookup OWN = MethodHandles.lookup();

  /** Beside the API's package {@code api.trace}; the second is the name until 1.4. */
  private static final List<String> SDK_SPANS =
      List.of("sdk.trace.SdkSpan", "sdk.trace.RecordEventsReadableSpan");

  private SpanClocks() {}

  /**
   * (Span)long: the clock of a span, in nanoseconds since the epoch, less {@code
   * System.nanoTime()}; 0 for a span that is not the SDK's, or of an SDK that is unknown or out of
   * reach.
   *
   * @param span the API's interface of that name
   */
  static MethodHandle offsetOf(Class<?> span) throws ReflectiveOperationException {
    MethodHandle unknown =
        MethodHandles.dropArguments(MethodHandles.constant(long.class, 0L), 0, span);
    for (String name : SDK_SPANS) {
      try {
        Class<?> sdkSpan = Class.forName(root(span) + name, false, span.getClassLoader());
        MethodHandle isSdkSpan =
            OWN.bind(sdkSpan, "isInstance", MethodType.methodType(boolean.class, Object.class));
        return MethodHandles.guardWithTest(
            isSdkSpan.asType(MethodType.methodType(boolean.class, span)),
            offsetOfSdkSpan(sdkSpan).asType(unknown.type()),
            unknown);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Another name, then, or an SDK that is built otherwise.
      }
    }
    return unknown;
  }

  private static String root(Class<?> span) {
    String name = span.getName();
    return name.substring(0, name.length() - "api.trace.Span".length());
  }

  /** (SdkSpan)long. */
  private static MethodHandle offsetOfSdkSpan(Class<?> sdkSpan)
      throws ReflectiveOperationException {
    Class<?> clock = sdkSpan.getDeclaredField("clock").getType();
    Lookup inClock = MethodHandles.privateLookupIn(clock, OWN);
    MethodHandle minus =
        OWN.findStatic(
            SpanClocks.class, "minus", MethodType.methodType(long.class, long.class, long.class));
    MethodHandle ofParts =
        MethodHandles.filterArguments(
            minus,
            0,
            inClock.findGetter(clock, "epochNanos", long.class),
            inClock.findGetter(clock, "nanoTime", long.class));
    MethodHandle ofClock =
        MethodHandles.permuteArguments(ofParts, MethodType.methodType(long.class, clock), 0, 0);
    MethodHandle clockOf =
        MethodHandles.privateLookupIn(sdkSpan, OWN).findGetter(sdkSpan, "clock", clock);
    return MethodHandles.filterArguments(ofClock, 0, clockOf);
  }

  @SuppressWarnings("UnusedMethod") // by its name, above
  private static long minus(long a, long b) {
    return a - b;
  }
}
