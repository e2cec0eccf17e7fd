/**
 * The {@code rappel} command: arguments in, views out, exit codes. What it shows comes from the
 * other modules; it holds no logic of theirs.
 */
@NullMarked
package dev.rappel.cli;

import org.jspecify.annotations.NullMarked;
