// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/** Something to park on, to be defined by a class loader that goes away. */
public final class OwnBlocker {}
