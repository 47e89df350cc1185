// SPDX-License-Identifier: Apache-2.0
/** Where the time of the application's spans went. */
package io.jftrace.timeline.spans;
