// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

/**
 * A kind of wait, and what has to be found out about it: see {@link TrueWait}.
 *
 * @param name of its own: it is also in the names of its threads
 * @param inSteps whether its long steps alone can be compared, see {@link MonitorSteps}
 */
record Kind(
    String name,
    String reason,
    String frame,
    String waker,
    String lockClass,
    String lockOwner,
    boolean inSteps) {

  static Kind of(String name, String reason, String frame) {
    return new Kind(name, reason, frame, "", "", "", false);
  }

  /** Its partner's thread ends the wait by itself. */
  Kind handedOver() {
    return new Kind(name, reason, frame, partnerThread(), lockClass, lockOwner, inSteps);
  }

  Kind wokenBy(String thread) {
    return new Kind(name, reason, frame, thread, lockClass, lockOwner, inSteps);
  }

  /** For a lock of this class. */
  Kind of(Class<?> lock) {
    return new Kind(name, reason, frame, waker, lock.getName(), lockOwner, inSteps);
  }

  /** For a lock of a class that is not public. */
  Kind of(String lock) {
    return new Kind(name, reason, frame, waker, lock, lockOwner, inSteps);
  }

  /** For a lock whose owner can be told: its partner. */
  Kind owned() {
    return new Kind(name, reason, frame, waker, lockClass, partnerThread(), inSteps);
  }

  Kind inSteps(boolean comparesSteps) {
    return new Kind(name, reason, frame, waker, lockClass, lockOwner, comparesSteps);
  }

  String waiterThread() {
    return "waiter-" + name;
  }

  String partnerThread() {
    return "partner-" + name;
  }
}
