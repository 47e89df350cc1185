// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

/**
 * A flush or a shutdown, behind the spans that were there before.
 *
 * @param call does not throw
 */
record HeldCall(Runnable call) implements Held {}
