/** Waiting for, and talking to, what listens on a host. */
@NullMarked
package dev.rappel.modules.probe;

import org.jspecify.annotations.NullMarked;
