// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

/** The outcomes of a request. */
enum HttpStatus {
  OK(200, "OK"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  HEADER_TOO_LARGE(431, "Request Header Fields Too Large"),
  INTERNAL_ERROR(500, "Internal Server Error"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final String line;

  HttpStatus(int code, String reason) {
    this.line = "HTTP/1.1 " + code + " " + reason;
  }

  /** The first line of the response, without its end. */
  String line() {
    return line;
  }
}
