// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** On this JDK's class; that it works there is tested by WaitHooksIT. */
final class ParkTransformerTest {

  private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";

  @Test
  void bothMethodsThatSetABlockerTellOfIt() throws IOException {
    byte[] bytes =
        new ParkTransformer().transform(null, null, LOCK_SUPPORT, null, null, original());
    List<String> callers = new ArrayList<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean isInterface) {
                    if (owner.equals("io/jftrace/hook/JftraceParkLog")) {
                      callers.add(name + " " + called + type);
                    }
                  }
                };
              }
            },
            0);
    callers.sort(null);
    assertEquals(
        List.of(
            "setBlocker blocker(Ljava/lang/Object;)V",
            "setCurrentBlocker blocker(Ljava/lang/Object;)V"),
        callers);
  }

  @Test
  void otherClassesStayAsTheyAre() {
    byte[] bytes = {1};
    assertNull(new ParkTransformer().transform(null, null, "java/lang/X", null, null, bytes));
  }

  private static byte[] original() throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(LOCK_SUPPORT + ".class")) {
      return in.readAllBytes();
    }
  }
}
