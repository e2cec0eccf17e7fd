package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;

/** A failure that can be shown: what programs printed may hold secrets. */
final class Masked {
    private Masked() {}

    static Failure of(Failure failure, Secrets secrets) {
        Failure masked =
                Failure.of(failure.kind(), secrets.mask(failure.what()))
                        .why(secrets.mask(failure.why()))
                        .help(secrets.mask(failure.help()))
                        .evidence(failure.evidence().stream().map(secrets::mask).toList());
        return failure.getCause() == null ? masked : masked.cause(failure.getCause());
    }
}
