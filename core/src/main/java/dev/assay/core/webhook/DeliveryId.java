package dev.assay.core.webhook;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;

/** The identifier of a delivery: a UUID as text, the same for every try. */
public record DeliveryId(String value) {
  public DeliveryId {
    if (!UuidText.isOne(value)) {
      throw Failure.invalid("'" + value + "' is not the id of a delivery: a UUID is needed");
    }
  }

  /** One never given before. */
  public static DeliveryId next(IdSource ids) {
    return new DeliveryId(UuidText.next(ids));
  }

  @Override
  public String toString() {
    return value;
  }
}
