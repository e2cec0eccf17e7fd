/** Running a program on a host. */
@NullMarked
package dev.rappel.modules.command;

import org.jspecify.annotations.NullMarked;
