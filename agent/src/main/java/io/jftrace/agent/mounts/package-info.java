// SPDX-License-Identifier: Apache-2.0
/** Which virtual thread was mounted on which carrier thread, and which span was active on it. */
package io.jftrace.agent.mounts;
