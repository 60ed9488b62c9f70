@NullMarked
package dev.assay.protocol.rest;

import org.jspecify.annotations.NullMarked;
