// SPDX-License-Identifier: Apache-2.0
/** Traces that were saved: files of sub-buffers, of any kernel, read on any operating system. */
package io.jftrace.tracefs.saved;
