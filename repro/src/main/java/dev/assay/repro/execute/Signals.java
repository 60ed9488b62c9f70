package dev.assay.repro.execute;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Takes the signals that would end this process. The class that does it is in every JDK but not
 * among its documented ones, which is why it is called by name; where it is missing, signals keep
 * their usual effect.
 */
final class Signals {
  private Signals() {}

  /** Calls the action with the name of each signal, {@code INT}, {@code TERM} or {@code HUP}. */
  static void take(Consumer<String> action) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        take(name, action);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        System.getLogger(Signals.class.getName())
            .log(System.Logger.Level.DEBUG, "SIG" + name + " keeps its usual effect", e);
      }
    }
  }

  private static void take(String name, Consumer<String> action)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object taker =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    action.accept(name);
                    yield null;
                  }
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> false;
                  default -> "taker of SIG" + name;
                });
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), taker);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    }
  }
}
