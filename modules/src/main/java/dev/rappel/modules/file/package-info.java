/** What stands in a host's file system. */
@NullMarked
package dev.rappel.modules.file;

import org.jspecify.annotations.NullMarked;
