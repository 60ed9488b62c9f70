/**
 * What Assay knows and promises: the records, ports and use cases of experiment tracking.
 *
 * <p>Nothing here knows of HTTP, SQL or any client's wire format; rooms around it depend on it,
 * never the other way.
 */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
