// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeType;
import java.lang.annotation.Annotation;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Type;

/** The annotations of a probe's events, as the classes of other events have them. */
final class ProbeEventLabels {

  static final String PREFIX = "jftrace.probe.";

  /** By name: JDKs before 22 have no such class. */
  private static final String REMOVE_FIELDS = "Ljdk/jfr/internal/RemoveFields;";

  private ProbeEventLabels() {}

  static void put(ClassVisitor to, ProbeType type, String jfrName) {
    put(to.visitAnnotation(of(Name.class), true), PREFIX + jfrName);
    put(to.visitAnnotation(of(Label.class), true), type.name());
    put(to.visitAnnotation(of(Description.class), true), type.place());
    putAll(to.visitAnnotation(of(Category.class), true), "jftrace", "Probes");
    put(to.visitAnnotation(of(StackTrace.class), true), false);
    putAll(to.visitAnnotation(REMOVE_FIELDS, true), "eventThread", "stackTrace");
  }

  static void put(FieldVisitor to, ProbeField field, String jfrName) {
    put(to.visitAnnotation(of(Name.class), true), jfrName);
    put(to.visitAnnotation(of(Label.class), true), field.name());
    switch (field.kind()) {
      case UNSIGNED -> to.visitAnnotation(of(Unsigned.class), true).visitEnd();
      case ADDRESS -> to.visitAnnotation(of(MemoryAddress.class), true).visitEnd();
      default -> {
        // Its type says it all.
      }
    }
    to.visitEnd();
  }

  private static String of(Class<? extends Annotation> annotation) {
    return Type.getDescriptor(annotation);
  }

  private static void put(AnnotationVisitor annotation, Object value) {
    annotation.visit("value", value);
    annotation.visitEnd();
  }

  private static void putAll(AnnotationVisitor annotation, String... values) {
    AnnotationVisitor array = annotation.visitArray("value");
    for (String value : values) {
      array.visit(null, value);
    }
    array.visitEnd();
    annotation.visitEnd();
  }
}
