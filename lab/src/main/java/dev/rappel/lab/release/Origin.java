package dev.rappel.lab.release;

/**
 * Where an archive came from. It matters when a result is to hold for what operators run: an
 * archive that was built here has the same sources, and not the same bytes.
 *
 * @param kind the kind of source
 * @param from the source itself, in words for people: a folder, a URL, a compiler, a package
 */
public record Origin(Kind kind, String from) {
    /** The kinds of source. */
    public enum Kind {
        /** Downloaded from etcd's own releases and equal to the checksum published there. */
        OFFICIAL("downloaded from"),
        /** Downloaded from a mirror that the user named, and equal to the checksum given there. */
        MIRROR("downloaded from"),
        /** Copied from a folder that the user named. */
        FOLDER("copied from"),
        /** Compiled on this machine from etcd's published Go modules. */
        BUILT("built from etcd's Go modules with"),
        /** Debian's own build, patches included. */
        DEBIAN("repacked from"),
        /** Put into the store by hand. */
        BY_HAND("put into");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }
    }

    /** Whether these are the very bytes that etcd published, as far as we saw for ourselves. */
    public boolean official() {
        return kind == Kind.OFFICIAL;
    }

    @Override
    public String toString() {
        return kind.verb + " " + from;
    }
}
