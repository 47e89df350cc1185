// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.io.IOException;

/** Steps that are all carried out: one that fails is no reason to leave the others' behind. */
final class Cleanup {

  private Exception failure;

  /** One step. */
  interface Step {
    void run() throws IOException;
  }

  /** Carries a step out after another failure, which stays the one that is told. */
  static void after(Throwable failure, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  Cleanup then(Step step) {
    if (failure != null) {
      after(failure, step);
      return this;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    return this;
  }

  /**
   * To be called at the end.
   *
   * @throws IOException what the first step that failed threw; what later ones threw is suppressed
   */
  void end() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }
}
