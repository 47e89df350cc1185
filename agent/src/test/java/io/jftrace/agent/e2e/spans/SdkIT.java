// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications with an OpenTelemetry SDK, which know nothing of the agent. */
final class SdkIT {

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void builtByHand() throws Exception {
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                .agent(ChildCommand.ANY_PORT)
                .start(
                    HandMadeApplication.class,
                    run.file(),
                    run.receiver().endpoint(),
                    TracedRun.SERVICE)) {
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      ScriptCheck.sampled(spans).check(spans.named(ScriptedRequest.NAME));
    }
  }

  @Test
  void autoconfigured() throws Exception {
    SeenSpans spans = autoconfigured(ChildCommand.ANY_PORT);
    ScriptCheck.sampled(spans).check(spans.named(ScriptedRequest.NAME));
  }

  @Test
  void autoconfiguredWithEveryReason() throws Exception {
    SeenSpans spans =
        autoconfigured(ChildCommand.ANY_PORT + ",waits=full,spans.min-duration=100us");
    ScriptCheck.full(spans).check(spans.named(ScriptedRequest.NAME));
  }

  private SeenSpans autoconfigured(String settings) throws Exception {
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command().agent(settings).start(AutoconfiguredApplication.class, run.file())) {
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      return spans;
    }
  }
}
