/** Tasks about the run itself: checks, messages, variables, pauses. */
@NullMarked
package dev.rappel.modules.control;

import org.jspecify.annotations.NullMarked;
