// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.OffCpuInterval;

/** What a thread waited for, in detail; what is not known, or must not be shown, is empty. */
record WaitCause(
    String lockClass,
    String lockOwner,
    String javaStack,
    String systemCall,
    String target,
    String wakerChain) {

  static WaitCause of(OffCpuInterval interval) {
    return new WaitCause(
        interval.lockClass(),
        interval.lockOwner(),
        interval.javaStack(),
        interval.systemCall(),
        interval.target(),
        interval.wakerChain());
  }
}
