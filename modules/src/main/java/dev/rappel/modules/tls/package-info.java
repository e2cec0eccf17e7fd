/**
 * Certificates and keys, and TLS over a connection that somebody else opened.
 *
 * <p>Must not know what is said over the connection, nor which service says it.
 */
@NullMarked
package dev.rappel.modules.tls;

import org.jspecify.annotations.NullMarked;
