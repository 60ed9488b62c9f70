package dev.assay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The few rules of the shape of the code that Maven's modules cannot keep. */
final class ArchitectureTest {
  /** What each room may use of the others; a room that is not here may not exist. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("store.sql", Set.of("core")),
          Map.entry("store.blob", Set.of("core")),
          Map.entry("web", Set.of("core")),
          Map.entry("protocol.rest", Set.of("core", "web")),
          Map.entry("protocol.mlflow", Set.of("core", "web")),
          Map.entry("client", Set.of()),
          Map.entry(
              "server",
              Set.of("core", "store.sql", "store.blob", "web", "protocol.rest", "protocol.mlflow")),
          Map.entry("repro", Set.of("core", "client")),
          Map.entry("cli", Set.of("core", "client", "repro", "server")));

  /** Libraries that only some rooms may touch. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "io.helidon", Set.of("web"),
          "tools.jackson",
              Set.of("web", "protocol.rest", "protocol.mlflow", "client", "repro", "cli"),
          "java.sql", Set.of("store.sql"),
          "javax.sql", Set.of("store.sql"),
          "org.sqlite", Set.of("store.sql"),
          "org.postgresql", Set.of("store.sql"),
          "com.zaxxer", Set.of("store.sql"),
          "org.jdbi", Set.of("store.sql"),
          "org.flywaydb", Set.of("store.sql"),
          "picocli", Set.of("cli"));

  private static final Pattern CORE_MAY_USE =
      Pattern.compile(
          "(dev\\.assay\\.core|org\\.jspecify|org\\.slf4j"
              + "|java\\.(lang|util|time|io|nio|math|security|text))(\\..*)?");

  private static final Pattern PORTS_MAY_NAME =
      Pattern.compile(
          "dev\\.assay\\.core\\..*|java\\.(lang|util|util\\.function|util\\.stream|time)\\.[A-Z]\\w*"
              + "|java\\.io\\.InputStream");

  private static final int PORT_METHODS_MAX = 12;
  private static final int FILE_LINES_MAX = 500;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.assay");

  @Test
  void roomsUseOnlyTheRoomsTheyMay() {
    List<String> wrong =
        dependencies()
            .filter(each -> each.getTargetClass().getPackageName().startsWith("dev.assay"))
            .filter(each -> !mayUse(room(each.getOriginClass()), room(each.getTargetClass())))
            .map(Dependency::getDescription)
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void librariesStayInTheirRooms() {
    List<String> wrong =
        dependencies()
            .filter(each -> !mayUseLibrary(room(each.getOriginClass()), each.getTargetClass()))
            .map(Dependency::getDescription)
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void coreNeedsOnlyThePlatform() {
    List<String> wrong =
        dependencies()
            .filter(each -> room(each.getOriginClass()).equals("core"))
            .filter(each -> !each.getTargetClass().getPackageName().isEmpty())
            .filter(each -> !CORE_MAY_USE.matcher(each.getTargetClass().getPackageName()).matches())
            .map(Dependency::getDescription)
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyCoreAppendsToTheLedger() {
    List<String> wrong =
        CLASSES.stream()
            .filter(each -> !room(each).equals("core") && !room(each).equals("testkit"))
            .flatMap(each -> each.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().getPackageName().endsWith("core.ledger"))
            .filter(call -> call.getName().equals("append"))
            .map(JavaMethodCall::getDescription)
            .toList();
    assertThat(wrong).as("changes go through the actions of core").isEmpty();
  }

  @Test
  void portsAreSmallPureAndHaveAKit() {
    List<Class<?>> ports = ports();
    assertThat(ports).hasSizeGreaterThan(8);
    for (Class<?> port : ports) {
      List<Method> methods =
          Arrays.stream(port.getDeclaredMethods())
              .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
              .toList();
      assertThat(methods.size()).as("methods of %s", port).isLessThanOrEqualTo(PORT_METHODS_MAX);
      for (Method method : methods) {
        assertThat(namedIn(method)).as("%s", method).allMatch(ArchitectureTest::mayBeInAPort);
      }
      assertThat(ArchitectureTest.class.getClassLoader().getResource(kit(port)))
          .as("the kit of %s", port)
          .isNotNull();
    }
  }

  @Test
  void noFileIsLong() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
      List<String> tooLong =
          files
              .filter(ArchitectureTest::isSource)
              .filter(file -> lines(file) > FILE_LINES_MAX)
              .map(Path::toString)
              .toList();
      assertThat(tooLong).isEmpty();
    }
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream()
        .filter(each -> !room(each).equals("testkit"))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream());
  }

  private static String room(JavaClass javaClass) {
    String inside = javaClass.getPackageName().replaceFirst("^dev\\.assay\\.", "");
    List<String> parts = Arrays.asList(inside.split("\\."));
    boolean isGroup = parts.getFirst().equals("store") || parts.getFirst().equals("protocol");
    return String.join(".", parts.subList(0, isGroup ? 2 : 1));
  }

  private static boolean mayUse(String room, String other) {
    return room.equals(other) || ROOMS.getOrDefault(room, Set.of()).contains(other);
  }

  private static boolean mayUseLibrary(String room, JavaClass target) {
    return LIBRARIES.entrySet().stream()
        .filter(library -> target.getPackageName().startsWith(library.getKey()))
        .allMatch(library -> library.getValue().contains(room));
  }

  /** The interfaces of core that stores implement. */
  private static List<Class<?>> ports() {
    return CLASSES.stream()
        .filter(each -> each.getPackageName().matches("dev\\.assay\\.(core\\.memory|store\\..*)"))
        .flatMap(each -> each.getRawInterfaces().stream())
        .filter(each -> room(each).equals("core"))
        .distinct()
        .<Class<?>>map(JavaClass::reflect)
        .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSealed())
        .toList();
  }

  private static String kit(Class<?> port) {
    return "dev/assay/testkit/" + port.getSimpleName() + "Kit.class";
  }

  private static List<String> namedIn(Method method) {
    String signature =
        method.getGenericReturnType().getTypeName()
            + ' '
            + Arrays.toString(method.getGenericParameterTypes());
    return Pattern.compile("[a-z][\\w]*(\\.[\\w$]+)+")
        .matcher(signature)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static boolean mayBeInAPort(String name) {
    return PORTS_MAY_NAME.matcher(name).matches();
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.matches(".*\\.(java|py|ts|tsx|sql|sh)")
        && !path.matches(".*/(target|node_modules|\\.venv|\\.git|venv|build)/.*");
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
