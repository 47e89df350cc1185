// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;

/**
 * One place of an event.
 *
 * @param place as the kernel's definition has it: {@code path:0x1234}, {@code function+8}
 */
record ProbeSite(String place, List<FetchArgument> arguments) {}
