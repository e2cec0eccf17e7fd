/**
 * The client that counts: it writes and reads through all endpoints and afterwards knows which
 * acknowledged write is missing.
 *
 * <p>{@link dev.rappel.lab.load.LoadClient} runs the writers and readers, {@code Ledger} knows what
 * was promised for each key, {@code Tally} counts calls, errors and gaps, {@code Verifier} reads
 * everything back from each member, and {@link dev.rappel.lab.load.LoadReport} says it.
 *
 * <p>Must not know hosts or Docker: it gets endpoints and, where needed, certificates.
 */
@NullMarked
package dev.rappel.lab.load;

import org.jspecify.annotations.NullMarked;
