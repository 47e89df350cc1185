// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.OutputStream;
import java.util.Map;

/**
 * Where spans go and with what, without any class of the SDK.
 *
 * @param file or null
 * @param fileName for messages
 */
record SpanOutputs(
    Receivers receivers,
    OutputStream file,
    String fileName,
    Map<String, String> resourceAttributes,
    String serviceName,
    String version,
    long exportTimeoutMillis) {}
