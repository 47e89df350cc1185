// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

/**
 * A kind of wait, and what has to be found out about it: see {@link TrueWait}.
 *
 * @param name of its own: it is also in the names of its threads
 */
record Kind(
    String name, String reason, String frame, String waker, String lockClass, String lockOwner) {

  static Kind of(String name, String reason, String frame) {
    return new Kind(name, reason, frame, "", "", "");
  }

  /** Its partner's thread ends the wait by itself. */
  Kind handedOver() {
    return new Kind(name, reason, frame, partnerThread(), lockClass, lockOwner);
  }

  Kind wokenBy(String thread) {
    return new Kind(name, reason, frame, thread, lockClass, lockOwner);
  }

  /** For a lock of this class. */
  Kind of(Class<?> lock) {
    return new Kind(name, reason, frame, waker, lock.getName(), lockOwner);
  }

  /** For a lock of a class that is not public. */
  Kind of(String lock) {
    return new Kind(name, reason, frame, waker, lock, lockOwner);
  }

  /** For a lock whose owner can be told: its partner. */
  Kind owned() {
    return new Kind(name, reason, frame, waker, lockClass, partnerThread());
  }

  String waiterThread() {
    return "waiter-" + name;
  }

  String partnerThread() {
    return "partner-" + name;
  }
}
