// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.Supplier;

/** Results of what is done later, made of others. */
final class Results {

  private Results() {}

  /** Does the second when the first is done, whether it succeeded or not; both must succeed. */
  static CompletableResultCode inTurn(
      CompletableResultCode first, Supplier<CompletableResultCode> second) {
    CompletableResultCode both = new CompletableResultCode();
    first.whenComplete(
        () -> {
          CompletableResultCode last = guarded(second);
          last.whenComplete(() -> complete(both, first.isSuccess() && last.isSuccess()));
        });
    return both;
  }

  /** Completes a result as another is, when it is. */
  static void pass(CompletableResultCode from, CompletableResultCode to) {
    from.whenComplete(() -> complete(to, from.isSuccess()));
  }

  /** What is called may be anybody's; if it throws, it has failed. */
  static CompletableResultCode guarded(Supplier<CompletableResultCode> call) {
    try {
      return call.get();
    } catch (Throwable e) {
      return CompletableResultCode.ofFailure();
    }
  }

  private static void complete(CompletableResultCode result, boolean isSuccess) {
    if (isSuccess) {
      result.succeed();
    } else {
      result.fail();
    }
  }
}
