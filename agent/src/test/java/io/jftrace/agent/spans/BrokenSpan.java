// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** An application whose span throws when it is asked for its ids. */
@SuppressWarnings("try") // a scope is for closing
public final class BrokenSpan implements Callable<String> {

  @Override
  public String call() {
    Span broken =
        (Span)
            Proxy.newProxyInstance(
                BrokenSpan.class.getClassLoader(),
                new Class<?>[] {Span.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("storeInContext")) {
                    return withSpan((Context) arguments[0], (Span) proxy);
                  }
                  throw new IllegalStateException("broken");
                });
    Context context = withSpan(Context.root(), broken);
    try (Scope scope = context.makeCurrent()) {
      return Context.current() == context ? "current" : "lost";
    }
  }

  /** The key of the API is not public; a proxy's default method would be the proxy again. */
  private static Context withSpan(Context context, Span span) {
    try {
      Class<?> keys = Class.forName("io.opentelemetry.api.trace.SpanContextKey");
      var key = keys.getDeclaredField("KEY");
      key.setAccessible(true);
      @SuppressWarnings("unchecked")
      var spanKey = (io.opentelemetry.context.ContextKey<Span>) key.get(null);
      return context.with(spanKey, span);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
