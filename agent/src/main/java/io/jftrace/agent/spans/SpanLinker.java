// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Composes how a context of one copy of the OpenTelemetry API is recorded: {@code
 * Span.fromContextOrNull}, {@code getSpanContext}, the two ids and the sampled flag. All of them
 * exist from API 1.0.0 on.
 */
final class SpanLinker implements BiFunction<Lookup, String, MethodHandle> {

  private static final Lookup OWN = MethodHandles.lookup();
  private static final MethodType NO_SPAN = MethodType.methodType(void.class, long.class);

  /**
   * For {@link JftraceSpanLog#linker}.
   *
   * @param caller of the storage class, in the package of {@code Context}
   */
  @Override
  public MethodHandle apply(Lookup caller, String spanClass) {
    try {
      MethodHandle recorder = recorder(caller, spanClass);
      return MethodHandles.catchException(recorder, Throwable.class, ignore());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** (Object context, long timeNanos)void. */
  private static MethodHandle recorder(Lookup caller, String spanClass)
      throws ReflectiveOperationException {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    Class<?> span = Class.forName(spanClass, false, loader);
    Class<?> context =
        Class.forName(caller.lookupClass().getPackageName() + ".Context", false, loader);
    Class<?> spanContext = Class.forName(span.getPackageName() + ".SpanContext", false, loader);

    MethodHandle spanOf =
        caller.findStatic(span, "fromContextOrNull", MethodType.methodType(span, context));
    MethodHandle spanContextOf =
        caller.findVirtual(span, "getSpanContext", MethodType.methodType(spanContext));
    MethodHandle ofParts =
        MethodHandles.filterArguments(ofSpanContext(caller, span, spanContext), 1, spanContextOf);
    MethodHandle ofSpan =
        MethodHandles.permuteArguments(
            ofParts, MethodType.methodType(void.class, span, long.class), 0, 0, 1);
    MethodHandle ofContext = MethodHandles.filterArguments(unlessNull(ofSpan), 0, spanOf);
    return unlessNull(
        ofContext.asType(MethodType.methodType(void.class, Object.class, long.class)));
  }

  /** (Span, SpanContext, long timeNanos)void. */
  private static MethodHandle ofSpanContext(Lookup caller, Class<?> span, Class<?> spanContext)
      throws ReflectiveOperationException {
    MethodType text = MethodType.methodType(String.class);
    MethodHandle fromParts =
        MethodHandles.filterArguments(
            new SpanSite(caller.lookupClass().getClassLoader()).dynamicInvoker(),
            1,
            caller.findVirtual(spanContext, "getTraceId", text),
            caller.findVirtual(spanContext, "getSpanId", text),
            caller.findVirtual(spanContext, "isSampled", MethodType.methodType(boolean.class)));
    MethodType whole = MethodType.methodType(void.class, Object.class, spanContext, long.class);
    return MethodHandles.permuteArguments(fromParts, whole, 0, 1, 1, 1, 2)
        .asType(whole.changeParameterType(0, span));
  }

  /** (X, long)void that records no span for null, else what the given one of that type does. */
  private static MethodHandle unlessNull(MethodHandle recorder)
      throws ReflectiveOperationException {
    Class<?> type = recorder.type().parameterType(0);
    MethodHandle isNull =
        OWN.findStatic(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
    MethodHandle none = OWN.findStatic(JftraceSpanLog.class, "none", NO_SPAN);
    return MethodHandles.guardWithTest(
        isNull.asType(MethodType.methodType(boolean.class, type)),
        MethodHandles.dropArguments(none, 0, type),
        recorder);
  }

  /** (Throwable)void: what goes wrong while recording is not the application's concern. */
  private static MethodHandle ignore() {
    return MethodHandles.empty(MethodType.methodType(void.class, Throwable.class));
  }
}
