// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeStackTest {

  private final List<String> finished = new ArrayList<>();
  private final SpanAccounts accounts =
      new SpanAccounts(
          account -> finished.add(account.span().spanId() + " " + SpanOracle.text(account)),
          untilNanos -> {});
  private final ScopeStack stack = accounts.stack();

  private static SpanRef span(String trace, String id) {
    return new SpanRef(trace, id, true);
  }

  private static String text(SpanScope innermost) {
    StringBuilder text = new StringBuilder();
    for (SpanScope scope = innermost; scope != null; scope = scope.outer()) {
      text.append(scope.account().span().spanId()).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void spansOfOneTraceAreInsideOfEachOther() {
    SpanScope a = stack.moveTo(span("t", "a"), 1);
    assertEquals("a", text(a));
    assertEquals("b a", text(stack.moveTo(span("t", "b"), 2)));
    assertEquals("c b a", text(stack.moveTo(span("t", "c"), 3)));
    assertSame(a, stack.moveTo(span("t", "a"), 4));
    assertEquals("d a", text(stack.moveTo(span("t", "d"), 5)));
    assertNull(stack.moveTo(null, 6));
  }

  @Test
  void spanOfAnotherTraceBeginsAnew() {
    stack.moveTo(span("t", "a"), 1);
    assertEquals("a", text(stack.moveTo(span("u", "a"), 2)));
    assertEquals("b a", text(stack.moveTo(span("u", "b"), 3)));
    assertEquals("b", text(stack.moveTo(span("t", "b"), 4)));
  }

  @Test
  void spanThatIsNotSampledIsLeftOut() {
    assertNull(stack.moveTo(new SpanRef("t", "x", false), 1));
    stack.moveTo(span("t", "a"), 2);
    assertEquals("a", text(stack.moveTo(new SpanRef("t", "y", false), 3)));
    assertEquals("b a", text(stack.moveTo(span("t", "b"), 4)));
    assertNull(stack.moveTo(new SpanRef("u", "z", false), 5));
    assertEquals(2, accounts.size());
  }

  @Test
  void scopesThatAreNeverClosedDoNotPileUp() {
    for (int i = 0; i < ScopeStack.MAX_DEPTH; i++) {
      stack.moveTo(span("t", "span" + i), i);
    }
    assertEquals(ScopeStack.MAX_DEPTH, text(stack.top()).split(" ").length);
    assertEquals("one", text(stack.moveTo(span("t", "one"), 100)));
    accounts.ended("t", "span0", 200);
    accounts.finish(200);
    assertEquals(List.of("span0 {threads=1, total=100, unknown=100}"), finished);
  }

  @Test
  void threadIsCountedOnceAndItsTimesAreAddedUp() {
    ScopeStack[] others = new ScopeStack[10];
    for (int i = 0; i < 30; i++) {
      int index = i * 7 % others.length;
      if (others[index] == null) {
        others[index] = accounts.stack();
      }
      others[index].moveTo(span("t", "a"), 100L * i);
      others[index].moveTo(null, 100L * i + 10);
    }
    stack.moveTo(span("t", "a"), 5000);
    accounts.ended("t", "a", 4000);
    accounts.finish(6000);
    assertEquals(List.of("a {threads=10, total=300, unknown=300}"), finished);
  }

  @Test
  void virtualThreadThatIsNotCarriedIsUnmounted() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    virtual.mounted(400);
    account.charge(TimeKinds.UNKNOWN, 400, 450, true, false);
    accounts.ended("t", "a", 500);
    virtual.unmounted(510);
    accounts.finish(600);
    assertEquals(
        List.of("a {cpu=50, threads=1, total=400, unknown=100, unmounted=250, unmounts=1}"),
        finished);
  }

  @Test
  void virtualThreadMayBeUnmountedWhenItsSpanEnds() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    accounts.ended("t", "a", 500);
    accounts.finish(600);
    assertEquals(List.of("a {cpu=50, threads=1, total=400, unmounted=350, unmounts=1}"), finished);
  }

  @Test
  void whatIsAfterAnEndThatIsToldLateIsTakenBack() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    virtual.mounted(300);
    virtual.moveTo(null, 310);
    accounts.ended("t", "a", 200);
    accounts.finish(600);
    assertEquals(List.of("a {cpu=50, threads=1, total=100, unmounted=50, unmounts=1}"), finished);
  }

  @Test
  void chainGoesOnAfterSpanOfAnotherTrace() {
    stack.moveTo(span("t", "r"), 100);
    stack.moveTo(span("t", "c"), 200);
    stack.moveTo(span("x", "x"), 300);
    assertEquals("c r", text(stack.moveTo(span("t", "c"), 400)));
    assertEquals("r", text(stack.moveTo(span("t", "r"), 500)));
    stack.moveTo(null, 600);
    assertTrue(stack.isEmpty());
    List.of("r", "c").forEach(id -> accounts.ended("t", id, 600));
    accounts.finish(600);
    assertEquals(
        List.of("r {threads=1, total=400, unknown=400}", "c {threads=1, total=200, unknown=200}"),
        finished);
  }

  @Test
  void chainGoesOnAfterNone() {
    stack.moveTo(span("t", "r"), 100);
    stack.moveTo(span("t", "c"), 200);
    stack.moveTo(span("t", "d"), 250);
    assertNull(stack.moveTo(null, 300));
    assertEquals("c r", text(stack.moveTo(span("t", "c"), 400)));
    assertNull(stack.moveTo(null, 500));
    assertEquals("r", text(stack.moveTo(span("t", "r"), 600)));
    assertEquals("c r", text(stack.moveTo(span("t", "c"), 700)));
  }

  @Test
  void chainIsForgottenIfTheThreadTurnsToAnotherTraceAfterNone() {
    stack.moveTo(span("t", "r"), 100);
    stack.moveTo(span("t", "c"), 200);
    stack.moveTo(null, 300);
    assertEquals("x", text(stack.moveTo(span("x", "x"), 400)));
    stack.moveTo(null, 500);
    assertEquals("c", text(stack.moveTo(span("t", "c"), 600)));
  }

  @Test
  void fewChainsAreSuspended() {
    for (int i = 0; i < SuspendedScopes.MAX + 1; i++) {
      stack.moveTo(span("t" + i, "r" + i), 100);
      stack.moveTo(span("t" + i, "c" + i), 100);
    }
    stack.moveTo(span("y", "y"), 100);
    assertEquals("c1 r1", text(stack.moveTo(span("t1", "c1"), 200)));
    assertEquals("c0", text(stack.moveTo(span("t0", "c0"), 300)));
  }

  /** A child lacks only the time for which its parent was made active inside of it. */
  @Test
  void parentMadeActiveInsideOfItsChildInterruptsTheChild() {
    stack.moveTo(span("t", "p"), 100);
    stack.moveTo(span("t", "c"), 200);
    assertEquals("p", text(stack.moveTo(span("t", "p"), 300)));
    assertEquals("c p", text(stack.moveTo(span("t", "c"), 400)));
    stack.moveTo(span("t", "p"), 500);
    stack.moveTo(null, 600);
    List.of("p", "c").forEach(id -> accounts.ended("t", id, 600));
    accounts.finish(600);
    assertEquals(
        List.of("p {threads=1, total=500, unknown=500}", "c {threads=1, total=200, unknown=200}"),
        finished);
  }

  @Test
  void suspendedSpansAreTornTooIfWhatFollowedIsNotKnown() {
    stack.moveTo(span("t", "r"), 100);
    stack.moveTo(span("t", "c"), 200);
    stack.moveTo(span("x", "x"), 300);
    List<String> torn = new ArrayList<>();
    stack.tear(400, span -> torn.add(span.spanId()));
    assertEquals(List.of("x", "c", "r"), torn);
    assertTrue(stack.isEmpty());
  }

  /** As OpenTelemetry keeps them; the truth is the contexts from the innermost one outwards. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void scopesThatAreClosedOneByOneAreToldApart(long seed) {
    Random random = new Random(seed);
    List<SpanRef> contexts = new ArrayList<>();
    contexts.add(null);
    for (int i = 0; i < 2000; i++) {
      SpanRef current = contexts.get(contexts.size() - 1);
      int choice = random.nextInt(10);
      if (choice < 5 && contexts.size() > 1) {
        contexts.remove(contexts.size() - 1);
      } else if (contexts.size() < SuspendedScopes.MAX + 3) {
        contexts.add(inside(current, contexts.size() == 1, choice, i));
      }
      SpanScope top = stack.moveTo(contexts.get(contexts.size() - 1), i);
      assertEquals(chain(contexts), text(top), () -> "of " + contexts);
    }
  }

  private static SpanRef inside(SpanRef current, boolean outermost, int choice, int number) {
    if (choice == 9 || (current == null && !outermost)) {
      return null;
    }
    boolean child = current != null && choice < 8;
    return span(child ? current.traceId() : "t" + number, "s" + number);
  }

  private static String chain(List<SpanRef> contexts) {
    StringBuilder text = new StringBuilder();
    SpanRef innermost = contexts.get(contexts.size() - 1);
    for (int i = contexts.size() - 1; i >= 0; i--) {
      SpanRef context = contexts.get(i);
      if (context == null || !context.traceId().equals(innermost.traceId())) {
        break;
      }
      text.append(context.spanId()).append(' ');
    }
    return text.toString().strip();
  }
}
