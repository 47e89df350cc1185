// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import java.util.function.IntUnaryOperator;

/** What the classes of {@link ManyClasses} are made of, which have other digits in their names. */
public final class Template00000 implements IntUnaryOperator {

  @Override
  public int applyAsInt(int value) {
    int sum = value;
    for (int i = 0; i < 10; i++) {
      sum = sum * 31 + i;
    }
    return sum;
  }
}
