// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.hook.JftraceMountLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has {@code VirtualThread} tell what it does with carriers: at the beginning of {@code mount} and
 * at the end of {@code unmount}, where the carrier is not in transition between its own identity
 * and the virtual thread's (JDK 21 to 25). Methods that are, which have the annotation
 * {@code @JvmtiMountTransition}, must not be touched.
 */
final class MountTransformer implements ClassFileTransformer {

  static final String VIRTUAL_THREAD = "java/lang/VirtualThread";

  private static final String HOOK = Type.getInternalName(JftraceMountLog.class);
  private static final String THREAD = "java/lang/Thread";
  private static final int BOTH = 2;

  private int places;

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    return VIRTUAL_THREAD.equals(name) ? rewrite(bytes) : null;
  }

  /** Whether both methods were found. */
  boolean isDone() {
    return places >= BOTH;
  }

  private byte[] rewrite(byte[] bytes) {
    places = 0;
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Rewriting(writer), 0);
    return isDone() ? writer.toByteArray() : null;
  }

  private final class Rewriting extends ClassVisitor {

    Rewriting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return switch (name + descriptor) {
        case "mount()V" -> new Mount(next);
        case "unmount()V" -> new Unmount(next);
        default -> next;
      };
    }
  }

  /** Neither method is synchronized nor does it use its variable 0 for anything else. */
  private final class Mount extends MethodVisitor {

    Mount(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      places++;
      super.visitVarInsn(Opcodes.ALOAD, 0);
      pushCarrier(mv);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, HOOK, "mounting", "(Ljava/lang/Thread;Ljava/lang/Thread;)V", false);
    }
  }

  private final class Unmount extends MethodVisitor {

    private boolean seen;

    Unmount(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        places += seen ? 0 : 1;
        seen = true;
        pushCarrier(mv);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, HOOK, "unmounted", "(Ljava/lang/Thread;)V", false);
      }
      super.visitInsn(opcode);
    }
  }

  private static void pushCarrier(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, THREAD, "currentCarrierThread", "()Ljava/lang/Thread;", false);
  }
}
