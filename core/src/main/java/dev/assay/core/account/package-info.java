/** Who acts: actors and the permissions that routes ask for. */
@NullMarked
package dev.assay.core.account;

import org.jspecify.annotations.NullMarked;
