// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An application's own event around what a probe sees. */
@Name(CallEvent.NAME)
@StackTrace(false)
final class CallEvent extends Event {

  static final String NAME = "test.Call";

  /** What was done. */
  String what;

  /** By which the probe's event is found: an argument of the call. */
  long key;

  long result;

  /** What a call does, with its result. */
  interface Call {
    long run() throws Exception;
  }

  /** Makes the call within an event of its own. */
  static long around(String what, long key, Call call) throws Exception {
    CallEvent event = new CallEvent();
    event.what = what;
    event.key = key;
    event.begin();
    long result = call.run();
    event.end();
    event.result = result;
    event.commit();
    return result;
  }
}
