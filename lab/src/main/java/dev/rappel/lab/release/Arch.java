package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.util.Locale;

/** A processor architecture for which etcd publishes Linux releases. */
public enum Arch {
    AMD64("amd64"),
    ARM64("arm64"),
    PPC64LE("ppc64el"),
    S390X("s390x");

    private final String debian;

    Arch(String debian) {
        this.debian = debian;
    }

    /**
     * The architecture of this machine.
     *
     * @throws Failure when etcd publishes nothing for it
     */
    public static Arch here() throws Failure {
        return of(System.getProperty("os.arch"));
    }

    /** The architecture that Java calls {@code name}. */
    static Arch of(String name) throws Failure {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64", "arm64" -> ARM64;
            case "ppc64le" -> PPC64LE;
            case "s390x" -> S390X;
            default ->
                    throw Failure.of(
                                    Failure.Kind.REFUSED,
                                    "etcd has no releases for this machine's processor, " + name)
                            .help("run the lab on amd64, arm64, ppc64le or s390x");
        };
    }

    /** The word in the names of etcd's archives, which is also Go's. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Debian's word for it. */
    String debianWord() {
        return debian;
    }

    @Override
    public String toString() {
        return word();
    }
}
