/**
 * How work that takes time is shown: a live area on a terminal, plain lines elsewhere. Both tell
 * the same steps.
 *
 * <p>Must not know what the steps do.
 */
@NullMarked
package dev.rappel.cli.progress;

import org.jspecify.annotations.NullMarked;
