// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;

/**
 * A probe of those that a specification names, before it has a name and is defined.
 *
 * @param lastPart of what is probed: the function, static probe or event
 * @param place for people, with the kind
 * @param exit null if it is no call
 * @param notices what the user should know besides, a line each
 */
record PlannedProbe(
    String lastPart,
    String place,
    EventPlan entry,
    EventPlan exit,
    ProbeCost cost,
    List<String> notices) {}
