// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** The threads of our HTTP server, and of the JDK's. */
final class HttpThreadList {

  private HttpThreadList() {}

  static List<Thread> now() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("jftrace-http") || t.getName().startsWith("HTTP-Disp"))
        .toList();
  }

  static void assertEnded() throws InterruptedException {
    for (int i = 0; i < 200 && !now().isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertEquals(List.of(), now());
  }
}
