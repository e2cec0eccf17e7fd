/**
 * The client that counts: it writes and reads through all endpoints and afterwards knows which
 * acknowledged write is missing.
 *
 * <p>Must not know hosts or Docker: it gets endpoints and, where needed, certificates.
 */
@NullMarked
package dev.rappel.lab.load;

import org.jspecify.annotations.NullMarked;
