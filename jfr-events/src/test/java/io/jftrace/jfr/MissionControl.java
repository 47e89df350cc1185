// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** What JDK Mission Control makes of a recording. */
final class MissionControl {

  private MissionControl() {}

  /** The names of the lanes that the events of a type are on, one for each event, sorted. */
  static List<String> lanes(Path file, String type) throws Exception {
    List<String> lanes = new ArrayList<>();
    for (IItemIterable items :
        JfrLoaderToolkit.loadEvents(file.toFile()).apply(ItemFilters.type(type))) {
      IMemberAccessor<IMCThread, IItem> thread =
          JfrAttributes.EVENT_THREAD.getAccessor(items.getType());
      for (IItem item : items) {
        assertNotNull(thread.getMember(item), type);
        lanes.add(thread.getMember(item).getThreadName());
      }
    }
    Collections.sort(lanes);
    return lanes;
  }
}
