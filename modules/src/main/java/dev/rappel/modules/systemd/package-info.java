/** Units of systemd. */
@NullMarked
package dev.rappel.modules.systemd;

import org.jspecify.annotations.NullMarked;
