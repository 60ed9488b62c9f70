/**
 * How fast Assay is: the same load against Assay, FastTrackML and MLflow, and the tables made of
 * it. Packages: {@code load} makes requests, {@code peer} starts servers, {@code scenario} says
 * what is measured.
 */
@NullMarked
package dev.assay.bench;

import org.jspecify.annotations.NullMarked;
