// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jftrace.timeline.WaitReason;
import org.junit.jupiter.api.Test;

class FramesTest {

  /** Methods in the form {@code class.method}, the innermost first. */
  static StackTraceElement[] stack(String... methods) {
    StackTraceElement[] stack = new StackTraceElement[methods.length];
    for (int i = 0; i < stack.length; i++) {
      int dot = methods[i].lastIndexOf('.');
      stack[i] =
          new StackTraceElement(
              methods[i].substring(0, dot), methods[i].substring(dot + 1), "F.java", i);
    }
    return stack;
  }

  private static WaitReason channel(String... methods) {
    return Frames.ofChannel(stack(methods));
  }

  @Test
  void oneFrameALine() {
    StackTraceElement[] stack = {
      new StackTraceElement("a.B", "c", "B.java", -2),
      new StackTraceElement("a.B$D", "<init>", "B.java", 17),
      new StackTraceElement("a.E/0x01", "f", null, -1),
      new StackTraceElement("a.G", "h", "G.kt", -1)
    };
    assertEquals(
        "a.B.c(Native Method)\na.B$D.<init>(B.java:17)\na.E/0x01.f(Unknown Source)\na.G.h(G.kt)",
        Frames.text(stack));
    assertEquals("", Frames.text(new StackTraceElement[0]));
  }

  @Test
  void socketsOfBothKinds() {
    String poll = "sun.nio.ch.Net.poll";
    String park = "sun.nio.ch.NioSocketImpl.park";
    assertEquals(WaitReason.SOCKET_READ, channel(poll, park, "sun.nio.ch.NioSocketImpl.timedRead"));
    assertEquals(
        WaitReason.SOCKET_WRITE, channel(poll, park, "sun.nio.ch.NioSocketImpl.implWrite"));
    assertEquals(
        WaitReason.ACCEPT, channel(poll, park, "sun.nio.ch.NioSocketImpl.timedAccept", "a.B.read"));
    assertEquals(
        WaitReason.CONNECT, channel(poll, park, "sun.nio.ch.NioSocketImpl.timedFinishConnect"));
    assertEquals(
        WaitReason.SOCKET_READ, channel(poll, "sun.nio.ch.DatagramChannelImpl.blockingReceive"));
    assertEquals(WaitReason.CONNECT, channel(poll, "sun.nio.ch.SocketChannelImpl.finishConnect"));
  }

  @Test
  void pipes() {
    assertEquals(
        WaitReason.PIPE, channel("sun.nio.ch.Net.poll", "sun.nio.ch.SourceChannelImpl.read"));
    assertEquals(
        WaitReason.PIPE, channel("sun.nio.ch.Net.poll", "sun.nio.ch.SinkChannelImpl.write"));
  }

  @Test
  void nothingOfTheApplications() {
    assertNull(channel("a.SocketImpl.read", "a.B.accept"));
    assertNull(channel("sun.nio.ch.EPoll.wait", "sun.nio.ch.EPollSelectorImpl.doSelect"));
    assertNull(channel());
  }
}
