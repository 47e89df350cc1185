// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.io.IOException;

/** A request that cannot be understood; the message is for the client. */
final class HttpException extends IOException {

  private final HttpStatus status;

  HttpException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
