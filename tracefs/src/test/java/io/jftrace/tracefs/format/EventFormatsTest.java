// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.RecordedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of formats some of which are damaged. */
class EventFormatsTest {

  private static final String DAMAGE = "\tfield:int;\toffset:8;\tsize:4;\tsigned:1;\n";

  @TempDir private Path events;

  /** Copies one system's formats; every other one with a line that is no field's. */
  private int copyDamaged() throws IOException {
    List<FormatText> files = FormatText.read(RecordedKernel.ALL.get(0).events().resolve("sched"));
    for (int i = 0; i < files.size(); i++) {
      Path event = Files.createDirectories(events.resolve("sched").resolve("event" + i));
      String text = files.get(i).text();
      String damaged = text.replaceFirst("\n\n", "\n" + DAMAGE + "\n");
      Files.writeString(event.resolve("format"), i % 2 == 0 ? text : damaged);
    }
    return files.size();
  }

  @Test
  void damagedOnesAreLeftOut() throws IOException {
    int all = copyDamaged();
    EventFormats formats = EventFormats.read(events, 8);
    assertTrue(all > 2);
    assertEquals(all / 2, formats.problems().size());
    assertEquals(all - all / 2, formats.all().size());
    String problem = formats.problems().get(0);
    assertTrue(problem.endsWith("not understood: " + DAMAGE.strip()), problem);
  }

  @Test
  void numberThatTwoHaveIsAProblem() throws IOException {
    for (String name : List.of("one", "two")) {
      Path event = Files.createDirectories(events.resolve("system").resolve(name));
      Files.writeString(event.resolve("format"), "name: " + name + "\nID: 7\nformat:\n");
    }
    EventFormats formats = EventFormats.read(events, 8);
    assertEquals("one", formats.byId(7).format().name());
    assertNotNull(formats.byId(7).system());
    assertTrue(formats.problems().get(0).endsWith("has the ID of one"));
  }

  @Test
  void directoryWithoutAnyIsAnError() throws IOException {
    Files.createDirectories(events.resolve("system/event"));
    assertThrows(IOException.class, () -> EventFormats.read(events, 8));
  }
}
