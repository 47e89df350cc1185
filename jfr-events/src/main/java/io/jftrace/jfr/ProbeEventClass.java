// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the class of a probe's events: {@link ProbeEvent}'s abstract methods, and a field for each
 * of the probe's values.
 *
 * <p>The fields {@code startTime} and {@code duration} are added by the JVM when it defines the
 * class, see {@link Ticks}; so are the methods of {@link jdk.jfr.Event} that are called here.
 */
final class ProbeEventClass {

  /** Names of classes: a probe of the same name may have been there before. */
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final String BASE = Type.getInternalName(ProbeEvent.class);
  private static final String HIT = Type.getDescriptor(ProbeHit.class);

  private final ProbeType type;
  private final String jfrName;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final String name;

  private ProbeEventClass(ProbeType type, String jfrName) {
    this.type = type;
    this.jfrName = jfrName;
    this.name = BASE + "$" + COUNT.incrementAndGet() + "_" + type.name();
  }

  /**
   * Defines the class, beside this one, and gives an event of it.
   *
   * @param jfrName see {@link JfrNames}
   */
  static ProbeEvent define(ProbeType type, String jfrName) {
    byte[] bytes = new ProbeEventClass(type, jfrName).bytes();
    try {
      return MethodHandles.lookup()
          .defineClass(bytes)
          .asSubclass(ProbeEvent.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no JFR event for the probe " + type.name(), e);
    }
  }

  private byte[] bytes() {
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
    writer.visit(Opcodes.V17, access, name, null, BASE, null);
    ProbeEventLabels.put(writer, type, jfrName);
    List<ProbeField> fields = type.fields();
    List<String> names = JfrNames.of(fields.stream().map(ProbeField::name).toList());
    for (int i = 0; i < fields.size(); i++) {
      ProbeField field = fields.get(i);
      String descriptor = descriptor(field.kind());
      FieldVisitor value = writer.visitField(0, fieldName(i), descriptor, null, null);
      ProbeEventLabels.put(value, field, names.get(i));
    }
    constructor();
    another();
    ticks();
    startTicks();
    values(fields);
    delegate("typeIsEnabled", "isEnabled", "()Z", Opcodes.IRETURN);
    delegate("typeShouldCommit", "shouldCommit", "()Z", Opcodes.IRETURN);
    delegate("typeBegin", "begin", "()V", Opcodes.RETURN);
    delegate("typeCommit", "commit", "()V", Opcodes.RETURN);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Not the user's, which an inherited field may have. */
  private static String fieldName(int index) {
    return "value" + index;
  }

  private static String descriptor(ProbeField.Kind kind) {
    return switch (kind) {
      case SIGNED, UNSIGNED, ADDRESS -> "J";
      case BOOLEAN -> "Z";
      case TEXT -> "Ljava/lang/String;";
    };
  }

  private void constructor() {
    MethodVisitor code = begin("<init>", "()V");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "<init>", "()V", false);
    end(code, Opcodes.RETURN);
  }

  private void another() {
    MethodVisitor code = begin("another", "()L" + BASE + ";");
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
    end(code, Opcodes.ARETURN);
  }

  private void ticks() {
    MethodVisitor code = begin("ticks", "(JJ)V");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.LLOAD, 1);
    code.visitFieldInsn(Opcodes.PUTFIELD, name, "startTime", "J");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.LLOAD, 3);
    code.visitFieldInsn(Opcodes.PUTFIELD, name, "duration", "J");
    end(code, Opcodes.RETURN);
  }

  private void startTicks() {
    MethodVisitor code = begin("startTicks", "()J");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, name, "startTime", "J");
    end(code, Opcodes.LRETURN);
  }

  private void values(List<ProbeField> fields) {
    MethodVisitor code = begin("values", "(" + HIT + ")V");
    for (int i = 0; i < fields.size(); i++) {
      String descriptor = descriptor(fields.get(i).kind());
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitLdcInsn(i);
      value(code, fields.get(i).kind(), descriptor);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, fieldName(i), descriptor);
    }
    end(code, Opcodes.RETURN);
  }

  private static void value(MethodVisitor code, ProbeField.Kind kind, String descriptor) {
    if (kind == ProbeField.Kind.BOOLEAN) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, BASE, "truth", "(" + HIT + "I)Z", false);
    } else {
      String method = kind == ProbeField.Kind.TEXT ? "text" : "number";
      String owner = Type.getInternalName(ProbeHit.class);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, method, "(I)" + descriptor, true);
    }
  }

  /** A method that calls one which only the class of an event has working. */
  private void delegate(String method, String to, String descriptor, int returnOpcode) {
    MethodVisitor code = begin(method, descriptor);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, to, descriptor, false);
    end(code, returnOpcode);
  }

  private MethodVisitor begin(String method, String descriptor) {
    MethodVisitor code = writer.visitMethod(0, method, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code, int returnOpcode) {
    code.visitInsn(returnOpcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
