// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;

/**
 * What is read from the spans of one class: the clock and the resource of the SDK that made them.
 *
 * <p>The SDK reads the wall clock and {@code System.nanoTime()} once per trace, one after the
 * other, and takes all times of the trace from the latter; a thread that is held up in between
 * gives a whole trace that is off by as much. With the same pair of readings, the times of children
 * are those of their parent to the nanosecond.
 *
 * <p>Found by the span's own class, because the SDK may be in another class loader than the API,
 * and several may share one API. The class itself keeps what is known of it, so that no class
 * loader is held.
 *
 * <p>A record, because the JIT compiler takes the fields of a constant one for constants and can
 * inline their method handles (ciField::initialize_from in HotSpot, from JDK 16 on).
 */
record SdkSpan(
    MethodHandle clockOf,
    MethodHandle epochNanosOf,
    MethodHandle nanoTimeOf,
    MethodHandle resourceOf,
    SdkResources resources) {

  private static final Lookup OWN = MethodHandles.lookup();
  private static final MethodType OBJECT = MethodType.methodType(Object.class, Object.class);
  private static final MethodType LONG = MethodType.methodType(long.class, Object.class);

  private static final ClassValue<SdkSpan> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected SdkSpan computeValue(Class<?> type) {
          return find(type);
        }
      };

  /** Null for a class that is not an SDK's, or of an SDK that is built otherwise. */
  static SdkSpan of(Class<?> span) {
    return BY_CLASS.get(span);
  }

  private static SdkSpan find(Class<?> span) {
    String name = span.getName();
    // Wherever a copy was moved to; the second is the name until 1.4.
    if (!name.endsWith("sdk.trace.SdkSpan")
        && !name.endsWith("sdk.trace.RecordEventsReadableSpan")) {
      return null;
    }
    try {
      return read(span);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static SdkSpan read(Class<?> span) throws ReflectiveOperationException {
    Class<?> clock = span.getDeclaredField("clock").getType();
    Class<?> resource = span.getDeclaredField("resource").getType();
    Lookup inSpan = MethodHandles.privateLookupIn(span, OWN);
    Lookup inClock = MethodHandles.privateLookupIn(clock, OWN);
    return new SdkSpan(
        inSpan.findGetter(span, "clock", clock).asType(OBJECT),
        inClock.findGetter(clock, "epochNanos", long.class).asType(LONG),
        inClock.findGetter(clock, "nanoTime", long.class).asType(LONG),
        inSpan.findGetter(span, "resource", resource).asType(OBJECT),
        new SdkResources(resource));
  }

  /** The clock of a span, in nanoseconds since the epoch, less {@code System.nanoTime()}. */
  long clockOffsetNanos(Object span) throws Throwable {
    Object clock = (Object) clockOf.invokeExact(span);
    return (long) epochNanosOf.invokeExact(clock) - (long) nanoTimeOf.invokeExact(clock);
  }

  /** As {@link io.jftrace.timeline.SpanRef#resource()}. */
  Map<String, Object> resource(Object span) throws Throwable {
    return resources.attributesOf((Object) resourceOf.invokeExact(span));
  }
}
