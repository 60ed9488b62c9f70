import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Brings the class files of a jar up to the format of Java 8, with the stack maps that it asks for. The start-up cache
 * takes no older classes, since they go through the old verifier; picocli's are of Java 5.
 *
 * <p>Run: {@code java NewerClassFiles.java JAR}; the jar is replaced in one step. A second run changes nothing.
 */
final class NewerClassFiles {
  private NewerClassFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]).toAbsolutePath();
    Path draft = Files.createTempFile(jar.getParent(), "newer", ".tmp");
    try {
      try (JarFile from = new JarFile(jar.toFile());
          OutputStream file = Files.newOutputStream(draft);
          JarOutputStream to = new JarOutputStream(file)) {
        ClassFile format = format(from);
        for (JarEntry entry : Collections.list(from.entries())) {
          JarEntry copy = new JarEntry(entry.getName());
          copy.setTime(entry.getTime());
          to.putNextEntry(copy);
          byte[] bytes = from.getInputStream(entry).readAllBytes();
          to.write(entry.getName().endsWith(".class") ? newer(format, bytes) : bytes);
          to.closeEntry();
        }
      }
      Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Stack maps need to know which class extends which; the jar and the platform tell. */
  private static ClassFile format(JarFile jar) {
    ClassHierarchyResolver inJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                return null;
              }
            });
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(inJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] newer(ClassFile format, byte[] bytes) {
    ClassModel model = format.parse(bytes);
    if (model.majorVersion() >= JAVA_8_VERSION) {
      return bytes;
    }
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8_VERSION, 0))));
  }
}
