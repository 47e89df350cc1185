// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Around a wait: its times by the clock that the recording has. */
@Name(WaitEvent.NAME)
@StackTrace(false)
final class WaitEvent extends Event {

  static final String NAME = "test.Wait";

  int number;
}
