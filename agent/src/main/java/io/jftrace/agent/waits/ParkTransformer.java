// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.hook.JftraceParkLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has {@code LockSupport} tell of the objects that threads park on: adds a call to the beginning of
 * the two methods through which all of its others set a thread's blocker and clear it (JDK 17 to
 * 25).
 */
final class ParkTransformer implements ClassFileTransformer {

  private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
  private static final String HOOK = Type.getInternalName(JftraceParkLog.class);

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    return LOCK_SUPPORT.equals(name) ? rewrite(bytes) : null;
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
            return switch (name + descriptor) {
              // Its thread is always the calling one.
              case "setBlocker(Ljava/lang/Thread;Ljava/lang/Object;)V" -> new Setter(next, 1);
              case "setCurrentBlocker(Ljava/lang/Object;)V" -> new Setter(next, 0);
              default -> next;
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Setter extends MethodVisitor {

    private final int blocker;

    Setter(MethodVisitor next, int blocker) {
      super(Opcodes.ASM9, next);
      this.blocker = blocker;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, blocker);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "blocker", "(Ljava/lang/Object;)V", false);
    }
  }
}
