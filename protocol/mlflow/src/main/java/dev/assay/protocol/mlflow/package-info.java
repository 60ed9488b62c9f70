/**
 * The adapter through which unmodified mlflow clients work: decodes their requests to the domain,
 * calls the use cases and ports, words the answers. {@link MlflowProtocol} is the way in; the
 * endpoints of each noun stand in a file of their own.
 */
@NullMarked
package dev.assay.protocol.mlflow;

import org.jspecify.annotations.NullMarked;
