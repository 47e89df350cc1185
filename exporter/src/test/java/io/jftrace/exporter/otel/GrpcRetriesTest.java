// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class GrpcRetriesTest {

  @Test
  void thereAreAsManyAttemptsAsFit() {
    assertNull(GrpcRetries.within(1_500));
    assertEquals(2, GrpcRetries.within(1_600).getMaxAttempts());
    assertEquals(4, GrpcRetries.within(10_000).getMaxAttempts());
    assertEquals(5, GrpcRetries.within(60_000).getMaxAttempts());
    assertEquals(5, GrpcRetries.within(0).getMaxAttempts());
  }
}
