// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.file.Path;

/** Has its SDK configured by properties. Argument: a file to write. */
public final class AutoconfiguredApplication {

  private AutoconfiguredApplication() {}

  public static void main(String[] args) throws Exception {
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    Requests.run(sdk.getTracer("test"), Path.of(args[0]));
    Phases.awaitEnd();
  }
}
