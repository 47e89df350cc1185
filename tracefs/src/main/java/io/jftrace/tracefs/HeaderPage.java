// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code events/header_page}, which describes the head of a sub-buffer. */
final class HeaderPage {

  private static final Pattern DATA =
      Pattern.compile("field:\\s*char data;\\s*offset:(\\d+);\\s*size:(\\d+);");

  private HeaderPage() {}

  /** The size of a whole sub-buffer in bytes. */
  static int sizeBytes(String headerPage) throws TracefsException {
    Matcher data = DATA.matcher(headerPage);
    if (!data.find()) {
      throw new TracefsException("events/header_page has no data field: " + headerPage.strip());
    }
    return Integer.parseInt(data.group(1)) + Integer.parseInt(data.group(2));
  }
}
