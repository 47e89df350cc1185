// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

/**
 * A setting that cannot be used. The message is one line: which, where it was given, what would do.
 */
public final class ConfigException extends Exception {

  ConfigException(String message) {
    super(message);
  }
}
