// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.SeenSpan;
import io.jftrace.agent.source.Tracing;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the OpenTelemetry Java agent, which has an API of its own in the bootstrap loader. */
final class JavaAgentIT {

  /** What a sleep lasts at least as a child, wherever the CPU was needed meanwhile. */
  private static final long SLEEP_NANOS = JavaAgentApplication.SLEEP_MILLIS * 900_000L;

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void afterIt() throws Exception {
    check(FatJar.starter("opentelemetry-javaagent").toString(), ours());
  }

  @Test
  void beforeIt() throws Exception {
    check(ours(), FatJar.starter("opentelemetry-javaagent").toString());
  }

  private static String ours() {
    return TestJvm.AGENT + "=" + ChildCommand.ANY_PORT;
  }

  private void check(String firstAgent, String secondAgent) throws Exception {
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                .jvm("-javaagent:" + firstAgent, "-javaagent:" + secondAgent)
                .jvm("-Dotel.javaagent.extensions=" + TestJvm.EXTENSION)
                .start(JavaAgentApplication.class, run.file())) {
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      ScriptCheck.sampled(spans).check(spans.named(ScriptedRequest.NAME));
      checkCalls(spans);
    }
  }

  private static void checkCalls(SeenSpans spans) {
    List<SeenSpan> calls = spans.named(JavaAgentApplication.CLIENT);
    assertEquals(JavaAgentApplication.CALLS, calls.size());
    for (SeenSpan call : calls) {
      List<SeenSpan> trace =
          spans.own().stream().filter(s -> s.traceId().equals(call.traceId())).toList();
      SeenSpan server = only(trace, SpanKind.SPAN_KIND_SERVER);
      SeenSpan client = only(trace, SpanKind.SPAN_KIND_CLIENT);
      assertEquals(call.id(), client.parentId());
      assertEquals(client.id(), server.parentId());
      SeenSpan task =
          trace.stream().filter(s -> s.name().equals(JavaAgentApplication.TASK)).findAny().get();
      assertEquals(server.id(), task.parentId());
      assertSleeps(spans, server, JavaAgentApplication.SERVER_POOL, 1);
      assertSleeps(spans, server, JavaAgentApplication.FUTURE_POOL, 2);
      assertSleeps(spans, task, JavaAgentApplication.TASK_POOL, 1);
      assertServersBreakdown(server);
      assertTasksBreakdown(task);
    }
    assertAllHaveBreakdowns(spans);
  }

  /** The threads that a handler leaves its work to are in its span, too. */
  private static void assertServersBreakdown(SeenSpan server) {
    BreakdownCheck.assertSum(server);
    assertTrue(server.integer("jftrace.thread.count") >= 2, server::toString);
    // Its own one, and those of two futures.
    assertTrue(sleepSeconds(server) >= 3 * SLEEP_NANOS * 1e-9, server::toString);
  }

  private static void assertTasksBreakdown(SeenSpan task) {
    BreakdownCheck.assertSum(task);
    assertEquals(1, task.integer("jftrace.thread.count"), task::toString);
    assertTrue(task.seconds("thread") <= task.durationNanos() * 1e-9 + 1e-6, task::toString);
    assertTrue(sleepSeconds(task) >= SLEEP_NANOS * 1e-9, task::toString);
  }

  private static double sleepSeconds(SeenSpan span) {
    return span.seconds("wait.sleep") + span.seconds("wait.sleeping");
  }

  /** All that were active since the agent was there for certain; all of them were active. */
  private static void assertAllHaveBreakdowns(SeenSpans spans) {
    long sinceNanos = spans.named(Requests.SECOND).get(0).endNanos();
    List<SeenSpan> since =
        spans.own().stream().filter(span -> span.startNanos() >= sinceNanos).toList();
    // A call has four: its own, the client's, the server's and the task's.
    assertTrue(since.size() >= Requests.COUNT + 4 * JavaAgentApplication.CALLS, since::toString);
    since.forEach(BreakdownCheck::assertSum);
  }

  private static SeenSpan only(List<SeenSpan> trace, SpanKind kind) {
    List<SeenSpan> spans = trace.stream().filter(s -> s.span().getKind() == kind).toList();
    assertEquals(1, spans.size(), () -> kind + " in " + trace);
    return spans.get(0);
  }

  private static void assertSleeps(SeenSpans spans, SeenSpan parent, String pool, int atLeast) {
    List<SeenSpan> waits =
        spans.childrenOf(parent).stream()
            .filter(child -> child.text("thread.name").startsWith(pool))
            .filter(child -> child.text("jftrace.wait.reason").startsWith("sleep"))
            .filter(child -> child.durationNanos() >= SLEEP_NANOS)
            .toList();
    assertTrue(
        waits.size() >= atLeast,
        () -> "sleeps of " + pool + " in " + parent + ": " + spans.childrenOf(parent));
  }
}
