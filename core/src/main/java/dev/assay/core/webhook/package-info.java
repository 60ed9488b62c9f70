/**
 * Webhooks: which addresses are told of which events of the registry, and the queue of what they
 * have not been told yet. What a message looks like is a protocol's affair.
 */
@NullMarked
package dev.assay.core.webhook;

import org.jspecify.annotations.NullMarked;
