package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sources that a store asks when it does not have a release itself, in order. */
record ReleaseSources(List<ReleaseSource> inOrder) {
    /** The variable that names a folder or a mirror. */
    static final String VARIABLE = "RAPPEL_RELEASES";

    ReleaseSources {
        inOrder = List.copyOf(inOrder);
    }

    /**
     * What the user names, etcd's downloads, Go modules, Debian.
     *
     * @param etcd where etcd's downloads are
     * @throws Failure (usage) when what the user names cannot be a folder or mirror
     */
    static ReleaseSources of(Map<String, String> environment, URI etcd, Deadlines deadlines)
            throws Failure {
        List<ReleaseSource> all = new ArrayList<>();
        String named = environment.getOrDefault(VARIABLE, "").strip();
        if (!named.isEmpty()) {
            all.add(named(named, deadlines));
        }
        all.add(Mirror.ofEtcd(etcd, deadlines));
        all.add(new GoModules(deadlines.build()));
        all.add(new DebianPackages(deadlines.build()));
        return new ReleaseSources(all);
    }

    private static ReleaseSource named(String text, Deadlines deadlines) throws Failure {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            return new NamedFolder(Path.of(text).toAbsolutePath().normalize());
        }
        try {
            URI uri = new URI(text);
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (scheme.equals("file") && plain) {
                return new NamedFolder(Path.of(uri.getPath()).toAbsolutePath().normalize());
            }
            if ((scheme.equals("http") || scheme.equals("https"))
                    && plain
                    && uri.getHost() != null) {
                return Mirror.ofUser(uri, deadlines);
            }
        } catch (URISyntaxException e) {
            // The parser's own message would show the text again, and that may hold a password.
            throw unusable();
        }
        throw unusable();
    }

    private static Failure unusable() {
        return Failure.of(Failure.Kind.USAGE, VARIABLE + " names neither a folder nor a mirror")
                .help("write a folder, or a URL such as https://mirror.example/etcd with no `?`");
    }
}
