// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;

/** A receiver has answered that it does not take the spans. */
final class RefusedException extends IOException {

  RefusedException(int httpStatus) {
    super("HTTP status " + httpStatus);
  }
}
