// SPDX-License-Identifier: Apache-2.0
/** The only package that calls native code, through JNA. */
package io.jftrace.tracefs.linux;
