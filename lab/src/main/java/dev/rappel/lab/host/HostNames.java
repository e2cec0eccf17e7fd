package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be asked for at all: names that are names, ports that are ports. */
final class HostNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,30}");
    private static final Set<String> SHELLS = Set.of("/bin/bash", "/bin/sh", "/usr/bin/fish");

    /** Addresses .10 to .250 of a block are for hosts. */
    private static final int MOST = 200;

    private HostNames() {}

    static void checkLab(String lab) throws Failure {
        if (!NAME.matcher(lab).matches()) {
            throw Failure.of(Failure.Kind.USAGE, "\"" + lab + "\" cannot be the name of a lab")
                    .help("use up to 32 small letters, digits and dashes");
        }
    }

    static void check(List<HostSpec> specs) throws Failure {
        if (specs.isEmpty() || specs.size() > MOST) {
            throw usage("a lab has 1 to " + MOST + " hosts, not " + specs.size());
        }
        Set<String> seen = new HashSet<>();
        for (HostSpec spec : specs) {
            if (!NAME.matcher(spec.name()).matches()) {
                throw usage("\"" + spec.name() + "\" cannot be the name of a host");
            }
            if (!seen.add(spec.name())) {
                throw usage("two hosts are named " + spec.name());
            }
            check(spec.name(), spec.options());
        }
        boolean jump = specs.stream().anyMatch(spec -> spec.options().behindJump());
        if (jump && seen.contains(Hosts.JUMP)) {
            throw usage("the name " + Hosts.JUMP + " is taken by the jump host itself");
        }
    }

    private static void check(String host, HostOptions options) throws Failure {
        if (!USER.matcher(options.user()).matches() || options.user().equals("root")) {
            throw usage("host %s: \"%s\" cannot be its user".formatted(host, options.user()));
        }
        if (options.sshPort() < 1 || options.sshPort() > 65_535) {
            throw usage("host %s: %d is not a port".formatted(host, options.sshPort()));
        }
        if (!SHELLS.contains(options.shell())) {
            throw usage(
                    "host %s: there is no login shell %s (there are /bin/bash, /bin/sh, /usr/bin/fish)"
                            .formatted(host, options.shell()));
        }
        if (options.sudoPassword()
                .filter(p -> p.isEmpty() || !p.matches("\\P{Cntrl}+"))
                .isPresent()) {
            throw usage("host " + host + ": a password has at least one letter and no line feed");
        }
        for (HostOptions.SmallDisk disk : options.smallDisks()) {
            if (!disk.path().matches("/[A-Za-z0-9._/-]+") || disk.bytes() < 65_536) {
                throw usage(
                        "host %s: a small disk needs an absolute path and 64 KiB, not %s with %d bytes"
                                .formatted(host, disk.path(), disk.bytes()));
            }
        }
    }

    private static Failure usage(String what) {
        return Failure.of(Failure.Kind.USAGE, what);
    }
}
