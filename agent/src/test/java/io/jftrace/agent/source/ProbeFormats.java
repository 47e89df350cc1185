// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Formats of probes as Linux 6.18 has them. */
final class ProbeFormats {

  static final int ID = 1500;

  private static final String COMMON =
      """
      ID: 1500
      format:
      	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
      	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
      	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
      	field:int common_pid;	offset:4;	size:4;	signed:1;

      """;

  /** {@code name=+0(%si):string length=%dx:s32 flag=%cl:u8 code=%r8:u32 sp__=%sp:x64}. */
  static final String ENTRY =
      """
      	field:unsigned long __probe_ip;	offset:8;	size:8;	signed:0;
      	field:__data_loc char[] name;	offset:16;	size:4;	signed:1;
      	field:s32 length;	offset:20;	size:4;	signed:1;
      	field:u8 flag;	offset:24;	size:1;	signed:0;
      	field:u32 code;	offset:25;	size:4;	signed:0;
      	field:u64 sp__;	offset:29;	size:8;	signed:0;
      """;

  private ProbeFormats() {}

  static EventFormat parse(String fields) throws IOException {
    return FormatParser.parse("name: probe\n" + COMMON + fields + "\nprint fmt: \"\"\n");
  }

  /** Has a kernel that is made of files know an event. */
  static void write(Tracefs tracefs, String event, int id, String fields) throws IOException {
    Path format = tracefs.root().resolve("events/" + event + "/format");
    Files.createDirectories(format.getParent());
    Files.writeString(
        format,
        "name: probe\n"
            + COMMON.replace("1500", Integer.toString(id))
            + fields
            + "\nprint fmt: \"\"\n");
  }
}
