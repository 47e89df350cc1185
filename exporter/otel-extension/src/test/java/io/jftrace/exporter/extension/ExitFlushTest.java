// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitFlushTest {

  /** The JVM's, that never ends. */
  private static final class FakeHooks implements ExitFlush.Hooks {
    private final List<Thread> registered = new CopyOnWriteArrayList<>();
    private boolean isEnding;

    @Override
    public void add(Thread hook) {
      if (isEnding) {
        throw new IllegalStateException("Shutdown in progress");
      }
      registered.add(hook);
    }

    @Override
    public void remove(Thread hook) {
      registered.remove(hook);
    }
  }

  private final FakeHooks hooks = new FakeHooks();
  private final Receiver receiver = new Receiver();
  private final HeldQueue queue = new HeldQueue(100);
  private final ExitFlush exit = new ExitFlush(queue, hooks);
  private final Release release = release();

  @BeforeEach
  void resetHook() {
    FakeHook.reset();
  }

  @AfterEach
  void closeHook() {
    FakeHook.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "shutdown"})
  void theLastSpanIsExportedHoweverTheJvmEnds(String end) throws Exception {
    assertEquals(List.of("a 0.25", "b 0.25"), linesOf("passing", end));
  }

  @Test
  void theEndIsNotDelayedForLongByAnAgentThatDoesNotGetOn() throws Exception {
    assertEquals(List.of("a null", "b null"), linesOf("stuck", "exit"));
  }

  @Test
  void spansOfTheApplicationsOwnHooksAreExported() throws Exception {
    assertEquals(List.of("a 0.25", "b 0.25", "late 0.25"), linesOf("passing", "span"));
  }

  @Test
  void thereIsAHookWhileSomethingIsHeldOnly() {
    FakeHook.openStuck();
    hold("a");
    assertEquals(1, hooks.registered.size());
    Thread hook = hooks.registered.get(0);
    assertSame(ExitFlush.class.getClassLoader(), hook.getContextClassLoader());
    queue.close();
    FakeHook.goOn();
    Receiver.await(hooks.registered::isEmpty);
    assertEquals(List.of("a"), receiver.names());
  }

  @Test
  void theHookWaitsForTheAgentNoLongerThanItsBound() {
    FakeHook.openStuck();
    hold("a");
    Receiver.await(() -> FakeHook.waits() > 0);
    assertFalse(exit.isOver());

    exit.run();

    assertEquals(List.of("a"), receiver.names());
    assertTrue(exit.isOver());
    hold("b");
    assertEquals(List.of("a", "b"), receiver.awaitNames(2));
  }

  @Test
  void aReceiverThatIsStuckDoesNotKeepTheJvm() {
    FakeHook.openPassing();
    receiver.stall();
    hold("a");
    exit.run();
    assertEquals(List.of("a"), receiver.names());
    receiver.goOn();
  }

  @Test
  void whoeverEndsASpanDuringTheShutdownWaitsForIt() {
    FakeHook.openPassing();
    hooks.isEnding = true;
    assertNull(exit.register());
    hold("a");
    exit.awaitHeld();
    assertEquals(List.of("a"), receiver.names());
  }

  private void hold(String name) {
    queue.add(new HeldBatch(Spans.named(name), System.nanoTime()));
    release.ensureRunning();
  }

  private Release release() {
    HookFinder finder = new HookFinder(() -> FakeHook.class);
    Turn turn = new Turn(queue, finder, Duration.ofSeconds(50), exit);
    return new Release(queue, turn, new Delivery(receiver, new Answers(finder)), exit);
  }

  private static List<String> linesOf(String agent, String end)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ExitingApplication.class.getName(),
                agent,
                end)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return lines;
  }
}
