// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The borders between the modules, as docs/rationale.md draws them. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.jftrace");

  @Test
  void timelineKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.jftrace.timeline..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.jftrace.timeline..", "java.lang..", "java.util..", "java.io..")
        .check(CLASSES);
  }

  @Test
  void nativeCodeIsCalledInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.jftrace.tracefs.linux..", "io.jftrace.agent.jvm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(CLASSES);
  }

  @Test
  void tracefsIsALibraryOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("io.jftrace.tracefs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.jftrace.timeline..",
            "io.jftrace.jfr..",
            "io.jftrace.exporter..",
            "io.jftrace.agent..")
        .check(CLASSES);
  }

  @Test
  void eachOutputKeepsToItsOwnLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.jftrace.jfr..", "io.jftrace.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(CLASSES);
    noClasses()
        .that()
        // The span hook warms itself up on the agent's own copy.
        .resideOutsideOfPackages(
            "io.jftrace.exporter.otel..",
            "io.jftrace.exporter.extension..",
            // Of the exporter's tests.
            "io.jftrace.exporter.receivers..",
            "io.jftrace.agent.spans..",
            "io.jftrace.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.jftrace.exporter.prometheus..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.prometheus..")
        .check(CLASSES);
  }

  @Test
  void demoIsAnApplicationLikeAnyOther() {
    noClasses()
        .that()
        .resideInAPackage("io.jftrace.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.jftrace.agent..",
            "io.jftrace.timeline..",
            "io.jftrace.tracefs..",
            "io.jftrace.exporter..")
        .check(CLASSES);
  }
}
