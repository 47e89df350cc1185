// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.TestJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * An application in one jar, as Spring Boot's build plugins make it: with its libraries as jars.
 */
final class FatJar {

  static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  private FatJar() {}

  /** Of all the tests' classes in a package of this module, and of libraries. */
  static void write(Path jar, Class<?> application, List<Path> libraries) throws Exception {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest(application))) {
      addLoader(entries);
      addDirectories(entries);
      addClasses(entries);
      for (Path library : libraries) {
        addStored(entries, LIBRARIES + library.getFileName(), Files.readAllBytes(library));
      }
    }
  }

  private static Manifest manifest(Class<?> application) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, LAUNCHER);
    attributes.putValue("Start-Class", application.getName());
    attributes.putValue("Spring-Boot-Classes", CLASSES);
    attributes.putValue("Spring-Boot-Lib", LIBRARIES);
    return manifest;
  }

  private static void addLoader(JarOutputStream entries) throws IOException {
    Path loader = starter("spring-boot-loader");
    try (JarFile jar = new JarFile(loader.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().startsWith("org/springframework/boot/loader/")
            && !entry.isDirectory()) {
          entries.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(entries);
          entries.closeEntry();
        }
      }
    }
  }

  private static void addDirectories(JarOutputStream entries) throws IOException {
    for (String directory : List.of("BOOT-INF/", CLASSES, LIBRARIES)) {
      entries.putNextEntry(new JarEntry(directory));
      entries.closeEntry();
    }
  }

  private static void addClasses(JarOutputStream entries) throws IOException {
    try (Stream<Path> files = Files.walk(TestJvm.CLASSES.resolve("io/jftrace/agent/e2e"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(CLASSES + TestJvm.CLASSES.relativize(file)));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  /** Uncompressed: the loader reads what is in it without unpacking it. */
  private static void addStored(JarOutputStream entries, String name, byte[] bytes)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entries.putNextEntry(entry);
    entries.write(bytes);
    entries.closeEntry();
  }

  /** A jar that applications are started with, by the beginning of its name. */
  static Path starter(String name) throws IOException {
    try (Stream<Path> files = Files.list(TestJvm.SDK.resolve("starters"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + name + " in " + TestJvm.SDK));
    }
  }
}
