package dev.assay.web;

import dev.assay.core.account.Actor;
import dev.assay.core.account.Permission;

/**
 * Decides who a request comes from and whether that actor may do what the route permits.
 * Thread-safe.
 */
@FunctionalInterface
public interface Access {
  /** One user without login, for servers on loopback. */
  Access LOCAL = (headers, permission) -> Actor.LOCAL;

  /**
   * Returns the actor behind {@code headers}.
   *
   * @throws dev.assay.core.Failure UNAUTHENTICATED without valid credentials where {@code
   *     permission} needs them, DENIED when the actor lacks it
   */
  Actor admit(Fields headers, Permission permission);
}
