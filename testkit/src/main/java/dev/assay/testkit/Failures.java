package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about failures. */
public final class Failures {
  private Failures() {}

  /** Asserts that the call fails with a {@link Failure} of this kind; its message may follow. */
  public static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Failure.Kind kind, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).as("%s", failure.getMessage()).isEqualTo(kind));
  }
}
