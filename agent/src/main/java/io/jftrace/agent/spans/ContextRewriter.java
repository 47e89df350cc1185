// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces each {@code ThreadLocal.set(value)} by {@code (value, System.nanoTime())} on an
 * invokedynamic that sets and then records. Only method bodies change, so that loaded classes can
 * be retransformed.
 */
final class ContextRewriter {

  private static final String HOOKED = "(Ljava/lang/ThreadLocal;Ljava/lang/Object;J)V";

  private ContextRewriter() {}

  /**
   * The rewritten class.
   *
   * @param name with slashes, of a class for which {@link ContextTransformer#isStorage} holds
   */
  static byte[] rewrite(String name, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Rewriting(writer, spanClass(name)), 0);
    return writer.toByteArray();
  }

  /** The copy's Span: its package's place relative to that of the context never changed. */
  private static String spanClass(String storageClass) {
    String root = storageClass.substring(0, storageClass.lastIndexOf("/context/"));
    return (root + "/api/trace/Span").replace('/', '.');
  }

  private static Handle bootstrapMethod() {
    Type type =
        Type.getMethodType(
            Type.getType(CallSite.class),
            Type.getType(Lookup.class),
            Type.getType(String.class),
            Type.getType(MethodType.class),
            Type.getType(String.class));
    String owner = Type.getInternalName(JftraceSpanLog.class);
    return new Handle(Opcodes.H_INVOKESTATIC, owner, "link", type.getDescriptor(), false);
  }

  private static final class Rewriting extends ClassVisitor {

    private final String spanClass;

    Rewriting(ClassVisitor next, String spanClass) {
      super(Opcodes.ASM9, next);
      this.spanClass = spanClass;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new SetReplacement(next, spanClass);
    }
  }

  private static final class SetReplacement extends MethodVisitor {

    private final String spanClass;

    SetReplacement(MethodVisitor next, String spanClass) {
      super(Opcodes.ASM9, next);
      this.spanClass = spanClass;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/ThreadLocal") && name.equals("set")) {
        // Before the instruction, whose first execution links for milliseconds.
        super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
        super.visitInvokeDynamicInsn("set", HOOKED, bootstrapMethod(), spanClass);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
