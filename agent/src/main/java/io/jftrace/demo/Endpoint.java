// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

/** What a request does; called inside its server span. */
@FunctionalInterface
interface Endpoint {
  /** The body of the answer. */
  String answer() throws Exception;
}
