// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The flags of the running JVM. */
final class VmFlags {

  private VmFlags() {}

  /** Whether a flag is on; also if this JVM does not tell, or has no such flag any more. */
  static boolean isOn(String flag) {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return jvm == null || Boolean.parseBoolean(jvm.getVMOption(flag).getValue());
    } catch (IllegalArgumentException | LinkageError e) {
      return true;
    }
  }
}
