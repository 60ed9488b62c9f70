/** Unmodified mlflow clients, and MLflow's own server, beside a running Assay. */
@NullMarked
package dev.assay.conformance.mlflow;

import org.jspecify.annotations.NullMarked;
