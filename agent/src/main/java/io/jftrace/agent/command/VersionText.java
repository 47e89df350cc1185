// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.agent.runtime.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"jftrace " + Version.TEXT};
  }
}
