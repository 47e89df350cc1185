// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What to export, and where to.
 *
 * @param variables the value of an {@code OTEL_…} environment variable by its name, or null; see
 *     {@link OtelVariables#propertiesThenEnvironment}
 * @param spansFile where to write OTLP JSON lines, or null
 * @param minDurationNanos waits and calls shorter than this are not exported
 * @param maxPerParent so many of a span's waits and calls are exported one by one; 0 for none
 * @param maxPerSecond so many of all spans' are, in a second; at most 1,000,000, 0 for none
 * @param probeTexts whether texts that probes recorded, which are from the application's memory,
 *     are exported
 * @param version of jftrace, the version of the instrumentation scope
 * @param warn takes one line about what goes wrong, at most one a minute; called by any thread
 */
public record OtelSettings(
    Function<String, String> variables,
    Path spansFile,
    long minDurationNanos,
    int maxPerParent,
    int maxPerSecond,
    boolean probeTexts,
    String version,
    Consumer<String> warn) {}
