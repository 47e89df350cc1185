// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test begins without an agent, and whoever still waits for its agent at the end goes on. */
final class FreshHook implements BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    FakeHook.reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    FakeHook.close();
  }
}
