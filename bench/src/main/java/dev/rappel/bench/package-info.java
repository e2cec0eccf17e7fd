/**
 * How long the inside takes when it is warm: reading files, and planning over many hosts.
 *
 * <p>Whole commands are measured by {@code bench/run.sh}. Nothing here is part of the product.
 */
@NullMarked
package dev.rappel.bench;

import org.jspecify.annotations.NullMarked;
