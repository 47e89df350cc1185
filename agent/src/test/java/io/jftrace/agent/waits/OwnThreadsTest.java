// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnThreadsTest {

  @Test
  void byName() {
    assertTrue(OwnThreads.has(new Thread("jftrace-http")));
    assertFalse(OwnThreads.has(new Thread("worker-1")));
  }

  @Test
  void byTheLoaderOfItsClass() {
    Thread ofALibrary = new Thread("JNA Cleaner") {};
    assertTrue(OwnThreads.has(ofALibrary));
  }

  @Test
  void noneIfItIsNotOfJava() {
    assertFalse(OwnThreads.has(null));
  }
}
