package dev.rappel.modules.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An absolute path on a host, without a slash at its end, {@code .} or {@code ..}. May hold any
 * other character, blanks and line breaks among them.
 */
record HostPath(String text) {
    /** Names may have 255 bytes on every usual file system; ours must fit too. */
    private static final int LONGEST = 230;

    HostPath {
        if (!text.equals("/") && (!text.startsWith("/") || text.endsWith("/"))) {
            throw new IllegalArgumentException("not a path of a host: " + text);
        }
    }

    /**
     * A path as a user writes it.
     *
     * @param argument its name, for the message
     */
    static HostPath of(String argument, String written) {
        if (!written.startsWith("/")) {
            throw new IllegalArgumentException(
                    "`" + argument + "` must be an absolute path, one that begins with `/`");
        }
        if (written.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("`" + argument + "` holds a NUL character");
        }
        for (String name : written.split("/", -1)) {
            if (name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException(
                        "`" + argument + "` must be written without `" + name + "`");
            }
            if (name.getBytes(StandardCharsets.UTF_8).length > 255) {
                throw new IllegalArgumentException(
                        "`" + argument + "` has a name of more than 255 bytes in it");
            }
        }
        String plain = written.replaceAll("/{2,}", "/");
        return new HostPath(
                plain.length() > 1 && plain.endsWith("/")
                        ? plain.substring(0, plain.length() - 1)
                        : plain);
    }

    boolean isRoot() {
        return text.equals("/");
    }

    HostPath parent() {
        int slash = text.lastIndexOf('/');
        return new HostPath(slash <= 0 ? "/" : text.substring(0, slash));
    }

    String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Whether this is the other path or something in it. */
    boolean isIn(HostPath folder) {
        return folder.isRoot() || equals(folder) || text.startsWith(folder.text + "/");
    }

    /** How deep it is: 0 for the root. */
    int depth() {
        return isRoot() ? 0 : (int) text.chars().filter(c -> c == '/').count();
    }

    /** Where what was here is kept. The same in each run, so that the next change replaces it. */
    HostPath before() {
        return beside(".rappel-before");
    }

    /** Where what comes here waits until it is found good. */
    HostPath fresh() {
        return beside(".rappel-new");
    }

    private HostPath beside(String ending) {
        String name = name();
        String own =
                name.getBytes(StandardCharsets.UTF_8).length > LONGEST
                        ? Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 32)
                        : name;
        HostPath folder = parent();
        return new HostPath((folder.isRoot() ? "" : folder.text) + "/." + own + ending);
    }

    /** The folders that are missing when only {@code existing} is there, the deepest first. */
    List<HostPath> missing(HostPath existing) {
        List<HostPath> missing = new ArrayList<>();
        for (HostPath at = this; !at.equals(existing) && !at.isRoot(); at = at.parent()) {
            missing.add(at);
        }
        return missing;
    }
}
