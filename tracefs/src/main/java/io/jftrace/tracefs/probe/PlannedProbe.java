// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/**
 * A probe of those that a specification names, before it has a name and is defined.
 *
 * @param lastPart of what is probed: the function, static probe or event
 * @param place for people, with the kind
 * @param exit null if it is no call
 * @param warning null if there is nothing to know
 */
record PlannedProbe(
    String lastPart, String place, EventPlan entry, EventPlan exit, String warning) {}
