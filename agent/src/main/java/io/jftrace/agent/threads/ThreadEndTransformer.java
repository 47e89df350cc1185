// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.hook.JftraceThreadEnd;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds a call to the beginning of {@code Thread.exit()}, which the JVM calls on a thread that ends
 * (JDK 17 to 25), and one behind each question for a thread's id in JFR's EventWriter of JDK 17,
 * which gets none for a thread that has ended.
 */
final class ThreadEndTransformer implements ClassFileTransformer {

  static final String THREAD = "java/lang/Thread";
  static final String EVENT_WRITER = "jdk/jfr/internal/EventWriter";

  private static final String HOOK = Type.getInternalName(JftraceThreadEnd.class);

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    return THREAD.equals(name) || EVENT_WRITER.equals(name) ? rewrite(bytes) : null;
  }

  static byte[] rewrite(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (name.equals("exit") && descriptor.equals("()V")) {
              return new Exit(next);
            }
            return name.equals("putThread") ? new PutThread(next) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Exit extends MethodVisitor {

    Exit(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "ending", "()V", false);
    }
  }

  private static final class PutThread extends MethodVisitor {

    PutThread(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (name.equals("getThreadId") && descriptor.equals("(Ljava/lang/Thread;)J")) {
        // The method's parameter is the thread.
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "jfrId", "(JLjava/lang/Thread;)J", false);
      }
    }
  }
}
