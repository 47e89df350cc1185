// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.prometheus.client.Counter;

/** Uses its own OpenTelemetry 1.30.1, JNA 5.8.0 and simpleclient 0.10.0. */
public final class OwnVersions {

  private OwnVersions() {}

  /** Prints ok. */
  public static void main(String[] args) {
    from(Span.class, "opentelemetry-api-1.30.1.jar");
    from(SdkTracerProvider.class, "opentelemetry-sdk-trace-1.30.1.jar");
    from(Native.class, "jna-5.8.0.jar");
    from(Counter.class, "simpleclient-0.10.0.jar");
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      provider.get("test").spanBuilder("span").startSpan().end();
    }
    Counter.build("used_total", "Used").register().inc();
    Function getpid = NativeLibrary.getInstance("c").getFunction("getpid");
    if (getpid.invokeInt(new Object[0]) != ProcessHandle.current().pid()) {
      throw new IllegalStateException("JNA does not work");
    }
    System.out.println("ok");
  }

  private static void from(Class<?> type, String jar) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().toString();
    if (!location.endsWith("/" + jar)) {
      throw new IllegalStateException(type + " is from " + location);
    }
  }
}
