package dev.rappel.modules.etcd.host;

import dev.rappel.modules.etcd.config.MemberConfig;
import dev.rappel.modules.etcd.config.Translation;
import dev.rappel.modules.etcd.config.Translator;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything on one host that would refuse a change of etcd's version, found before it begins. */
public final class HostFindings {
    /** What the three programs take, kept old ones included. */
    private static final long PROGRAM_BYTES = 250L << 20;

    /** Raft itself needs no clocks, but leases of certificates and logs do. */
    private static final double CLOCK_SECONDS = 5;

    /** What to do where no program of the host is etcd. */
    static final String CONTAINED =
            "let ExecStart name etcd itself; containers, images and scripts in its name are not"
                    + " handled";

    private HostFindings() {}

    /**
     * All findings at once.
     *
     * @param from the minor that the configuration is written for
     * @param to the minor that comes; the same as {@code from} for a change of the patch
     * @param clock another host's time in seconds since 1970, read in the same moment; empty to
     *     leave clocks alone
     */
    public static List<Finding> of(
            MemberOnHost member, Minor from, Minor to, Optional<Double> clock) {
        List<Finding> found = new ArrayList<>();
        if (!member.isUnit()) {
            found.add(
                    new Finding(
                            "there is no unit " + member.unit(),
                            "set etcd_unit to the name of etcd's unit on this host"));
            return found;
        }
        if (!member.isRoot()) {
            found.add(
                    new Finding(
                            "the member cannot be seen whole without root's rights",
                            "add `become: true` to the play"));
        }
        if (!Translator.knows(from, to)) {
            found.add(
                    new Finding(
                            "there is no way from etcd " + from + " to " + to,
                            "go one minor version at a time, between 3.4 and 3.7"));
            return found;
        }
        if (!member.programs().containsKey("etcd")) {
            found.add(
                    new Finding(member.unit() + " does not start an etcd of this host", CONTAINED));
        }
        fixed(member).ifPresent(found::add);
        MemberConfig config = member.config(from);
        for (Translation.Refusal refusal : Translator.translate(config, from, to).refusals()) {
            found.add(
                    new Finding(
                            refusal.setting() + " (" + refusal.where() + "): " + refusal.why(),
                            refusal.help()));
        }
        room(member, config, found);
        clock.filter(other -> Math.abs(other - member.clock()) > CLOCK_SECONDS)
                .ifPresent(other ->
                        found.add(
                                new Finding(
                                        "its clock differs by %.0f s from that of another member"
                                                .formatted(Math.abs(other - member.clock())),
                                        "let both follow the same time service")));
        return found;
    }

    /** Why no program can be put in the place of etcd's. */
    static Optional<Finding> fixed(MemberOnHost member) {
        return member.fixed()
                .map(folder ->
                        new Finding(
                                "nothing can be put into " + folder + ", where etcd is installed",
                                "make it writable: its file system is read-only, or its attributes"
                                        + " forbid it"));
    }

    private static void room(MemberOnHost member, MemberConfig config, List<Finding> found) {
        Optional<MemberOnHost.DataFolder> data = member.dataFolder(config);
        if (data.isEmpty()) {
            found.add(
                    new Finding(
                            "its data directory "
                                    + config.value("data-dir").orElse("(not configured)")
                                    + " was not found",
                            "start the member once, or correct its data-dir"));
        }
        data.filter(d -> d.freeBytes() < d.dbBytes() * 5 / 2)
                .ifPresent(d ->
                        found.add(
                                new Finding(
                                        "only %s are free at %s, whose database has %s"
                                                .formatted(
                                                        mib(d.freeBytes()),
                                                        d.path(),
                                                        mib(d.dbBytes())),
                                        "free two and a half times the size of the database")));
        member.room()
                .forEach((folder, bytes) -> {
                    if (bytes < PROGRAM_BYTES) {
                        found.add(
                                new Finding(
                                        "only %s are free at %s, where programs are put"
                                                .formatted(mib(bytes), folder),
                                        "free " + mib(PROGRAM_BYTES)));
                    }
                });
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
