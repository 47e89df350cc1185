// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * Records the spans of one linked instruction. What is known of the first class of an SDK's spans
 * becomes a constant of the instruction, so that the JIT compiler can inline how such a span is
 * read. Spans of other classes are looked up each time.
 *
 * <p>The instruction then keeps that class alive. So it has to be one that lives as long anyway.
 */
final class SpanSite extends MutableCallSite {

  private static final Lookup OWN = MethodHandles.lookup();

  private static final MethodType RECORD =
      MethodType.methodType(
          void.class, Object.class, String.class, String.class, boolean.class, long.class);

  private static final MethodHandle OF_FIRST = find(SpanSite.class, "ofFirst", SpanSite.class);
  private static final MethodHandle OF_ANY = find(SpanRecorder.class, "record");
  private static final MethodHandle OF_KNOWN = find(SpanRecorder.class, "record", SdkSpan.class);
  private static final MethodHandle IS_OF = findIsOf();

  private final ClassLoader api;

  /**
   * (Object span, String traceId, String spanId, boolean sampled, long timeNanos)void.
   *
   * @param api the loader of the instruction's class, null for the JVM's own
   */
  SpanSite(ClassLoader api) {
    super(RECORD);
    this.api = api;
    setTarget(OF_FIRST.bindTo(this));
  }

  /** Until there was one whose class can be a constant. */
  static void ofFirst(
      SpanSite site, Object span, String traceId, String spanId, boolean sampled, long timeNanos) {
    Class<?> type = span.getClass();
    SdkSpan sdkSpan = SdkSpan.of(type);
    if (sdkSpan != null && livesAsLong(type.getClassLoader(), site.api)) {
      site.setTarget(ofKnown(type, sdkSpan));
    }
    SpanRecorder.record(sdkSpan, span, traceId, spanId, sampled, timeNanos);
  }

  /** For an instruction that mostly gets spans of that class. */
  static MethodHandle ofKnown(Class<?> type, SdkSpan sdkSpan) {
    MethodHandle test =
        MethodHandles.dropArguments(
            IS_OF.bindTo(type), 1, RECORD.dropParameterTypes(0, 1).parameterArray());
    return MethodHandles.guardWithTest(test, OF_KNOWN.bindTo(sdkSpan), OF_ANY);
  }

  /**
   * Whether what one loader has loaded lives as long as what the other has. With an API of the
   * JVM's own loader, the SDK is the OpenTelemetry Java agent's, whose loader's class is there,
   * too.
   */
  static boolean livesAsLong(ClassLoader sdk, ClassLoader api) {
    return sdk == api || (api == null && isOfAnAgent(sdk.getClass()));
  }

  /** The JVM's own loader has nothing outside of the JDK's modules but what agents add. */
  private static boolean isOfAnAgent(Class<?> type) {
    return type.getClassLoader() == null && !type.getModule().isNamed();
  }

  static boolean isOf(Class<?> type, Object span) {
    return span.getClass() == type;
  }

  private static MethodHandle find(Class<?> in, String name, Class<?>... before) {
    return find(in, name, RECORD.insertParameterTypes(0, before));
  }

  private static MethodHandle findIsOf() {
    return find(
        SpanSite.class, "isOf", MethodType.methodType(boolean.class, Class.class, Object.class));
  }

  private static MethodHandle find(Class<?> in, String name, MethodType type) {
    try {
      return OWN.findStatic(in, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
