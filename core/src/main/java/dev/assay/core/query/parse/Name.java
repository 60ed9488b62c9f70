package dev.assay.core.query.parse;

import java.util.Optional;

/**
 * A name in a query as it was written.
 *
 * @param entity what stands before the first dot, {@code metrics} in {@code metrics.loss}; empty
 *     when there is no dot
 * @param key what stands behind it, without its quotes; may hold dots
 * @param function what was applied to it, {@code max} in {@code max(metrics.loss)}, in lower case
 */
public record Name(String entity, String key, Optional<String> function) {
  /** As a user would write it, without quotes. */
  @Override
  public String toString() {
    String plain = entity.isEmpty() ? key : entity + "." + key;
    return function.map(applied -> applied + "(" + plain + ")").orElse(plain);
  }
}
