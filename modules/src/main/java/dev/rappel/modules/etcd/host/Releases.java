package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import java.util.HashMap;
import java.util.Map;

/** The releases that this command uses, each taken out of its archive and hashed once. */
public final class Releases {
    private final Sums sums;
    private final Map<String, LocalRelease> known = new HashMap<>();

    Releases(Sums sums) {
        this.sums = sums;
    }

    /** The programs of an archive; who comes while it is being taken out waits. */
    synchronized LocalRelease of(Content.Local archive) throws Failure {
        LocalRelease release = known.get(archive.sha256());
        if (release == null) {
            release = LocalRelease.of(archive, sums);
            known.put(archive.sha256(), release);
        }
        return release;
    }
}
