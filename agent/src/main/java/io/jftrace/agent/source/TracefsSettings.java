// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.nio.file.Path;

/**
 * What the user may choose of the tracefs source.
 *
 * @param mountPoint of tracefs; null to look for it
 */
public record TracefsSettings(Path mountPoint, BufferSettings buffers) {}
