/** What a host is: its name, its system, what it is made of. */
@NullMarked
package dev.rappel.modules.host;

import org.jspecify.annotations.NullMarked;
