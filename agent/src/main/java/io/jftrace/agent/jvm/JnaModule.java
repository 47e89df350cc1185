// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JNA as a named module of the agent's class loader. From JDK 24 on, native access without
 * permission gives a warning (JEP 472), and it is given by module, where all unnamed ones count as
 * one: permitting the agent's would permit the application's as well.
 */
final class JnaModule {

  private static final String NAME = "jftrace.jna";
  private static final Set<String> PACKAGES =
      Set.of("com.sun.jna", "com.sun.jna.internal", "com.sun.jna.ptr", "com.sun.jna.win32");

  private JnaModule() {}

  /** Does nothing before JDK 24, or if the JVM does not let it: then there is a warning. */
  static void define(Instrumentation instrumentation, ClassLoader loader) {
    if (Runtime.version().feature() < 24) {
      return;
    }
    try {
      Lookup lookup = JavaLang.lookup(instrumentation, Module.class);
      MethodType type = MethodType.methodType(Module.class);
      var permit = lookup.findVirtual(Module.class, "implAddEnableNativeAccess", type);
      Module ignored = (Module) permit.invokeExact(define(loader));
    } catch (Throwable e) {
      // The warning of the JVM says what is to be said.
    }
  }

  private static Module define(ClassLoader loader) {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        Configuration.resolve(
            new Finder(), List.of(boot.configuration()), ModuleFinder.of(), Set.of(NAME));
    return ModuleLayer.defineModules(configuration, List.of(boot), name -> loader)
        .layer()
        .findModule(NAME)
        .orElseThrow();
  }

  /** An automatic module: open, and reads the agent's own unnamed module. */
  private static final class Finder implements ModuleFinder {

    private final ModuleReference reference =
        new Reference(ModuleDescriptor.newAutomaticModule(NAME).packages(PACKAGES).build());

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(NAME) ? Optional.of(reference) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.of(reference);
    }
  }

  /** Says what the module has; its classes are defined by the loader as ever. */
  private static final class Reference extends ModuleReference {

    Reference(ModuleDescriptor descriptor) {
      super(descriptor, null);
    }

    @Override
    public ModuleReader open() throws IOException {
      throw new IOException("read by its class loader only");
    }
  }
}
