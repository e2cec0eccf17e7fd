package dev.rappel.modules.etcd.preflight;

import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.Health;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.config.MemberConfig;
import dev.rappel.modules.etcd.config.Translation;
import dev.rappel.modules.etcd.config.Translator;
import dev.rappel.modules.etcd.host.HostFindings;
import dev.rappel.modules.etcd.host.MemberOnHost;
import dev.rappel.modules.etcd.rpc.Account;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Everything that stands in the way of a change of version, at once; pure. */
final class Obstacles {
    private static final double CLOCK_SECONDS = 5;
    private static final Minor OLDEST = new Minor(3, 4);

    /** With these systemd knows the member's process; etcd's own units have notify. */
    private static final Set<String> UNIT_TYPES =
            Set.of("notify", "notify-reload", "simple", "exec", "");

    /** What etcd 3.4 starts on without being told to. */
    private static final Set<String> MACHINES_OF_OLDEST = Set.of("x86_64", "ppc64le");

    private final Situation situation;
    private final PreflightArguments args;
    private final Route route;
    private final List<Finding> found = new ArrayList<>();

    private Obstacles(Situation situation, PreflightArguments args) {
        this.situation = situation;
        this.args = args;
        route = Route.of(situation, args);
    }

    /** Empty where all may begin, or go on, or has been done before. */
    static List<Finding> of(Situation situation, PreflightArguments args) {
        Obstacles obstacles = new Obstacles(situation, args);
        obstacles.find();
        return List.copyOf(new LinkedHashSet<>(obstacles.found));
    }

    private void find() {
        health();
        if (hasArrived()) {
            return;
        }
        found.addAll(route.findings());
        authentication();
        members();
        situation.release().ifPresent(found::add);
        for (HostSeen seen : situation.hosts()) {
            seen.member().ifPresent(member -> host(seen, member));
        }
        clocks();
    }

    /** Nothing is left to do: what would hinder a change hinders nobody any more. */
    private boolean hasArrived() {
        return situation.hosts().stream()
                        .allMatch(h ->
                                situation
                                        .runs(h)
                                        .filter(v ->
                                                args.to().parts().size() < 3
                                                        ? Minor.of(v).equals(route.to())
                                                        : v.equals(args.to()))
                                        .isPresent())
                && situation.cluster().silent().isEmpty()
                && situation.cluster().answered().stream()
                        .allMatch(a ->
                                Minor.parse(a.clusterVersion())
                                                .filter(route.to()::equals)
                                                .isPresent()
                                        && a.status()
                                                .downgrade()
                                                .filter(MemberStatus.Downgrade::enabled)
                                                .isEmpty());
    }

    /** A host that cannot be looked at, or has no such unit, tells it better than its silence. */
    private void health() {
        Set<String> told = new LinkedHashSet<>();
        for (HostSeen seen : situation.hosts()) {
            seen.trouble()
                    .ifPresent(trouble -> {
                        told.add(seen.host());
                        found.add(trouble);
                    });
            if (seen.member().filter(m -> !m.isUnit()).isPresent()) {
                told.add(seen.host());
            }
        }
        if (wantsUser()) {
            situation.cluster().seen().stream()
                    .filter(Obstacles::wasRefused)
                    .map(MemberSeen::host)
                    .forEach(told::add);
            if (!crossesOldest()) {
                found.add(
                        new Finding(
                                "the cluster",
                                "authentication is on, and etcd answers nobody without a name",
                                Account.TELL_WHO));
            }
        }
        Health.findings(situation.cluster()).stream()
                .filter(f -> !told.contains(f.who()))
                .forEach(found::add);
    }

    private boolean wantsUser() {
        return situation.account() == Account.ON
                && args.access().user().isEmpty()
                && situation.cluster().seen().stream().allMatch(Obstacles::wasRefused);
    }

    /** A member that tells its status to anybody may still refuse a read. */
    private static boolean wasRefused(MemberSeen seen) {
        return switch (seen) {
            case MemberSeen.Silent _ -> true;
            case MemberSeen.Answered answered -> answered.readTrouble().isPresent();
        };
    }

    private void authentication() {
        boolean crosses = crossesOldest();
        if (crosses && situation.account() == Account.ON) {
            found.add(
                    new Finding(
                            "the cluster",
                            "authentication is on, and etcd 3.4 and 3.5 do not store passwords"
                                    + " alike: accounts would end up without one",
                            "first etcdctl auth disable and delete the users; make them anew"
                                    + " afterwards"));
        } else if (crosses
                && situation.account() == Account.UNKNOWN
                && !situation.cluster().answered().isEmpty()) {
            found.add(
                    new Finding(
                            "the cluster",
                            "whether authentication is on cannot be found out, and between 3.4 and"
                                    + " 3.5 it must be off",
                            "see etcdctl auth status"));
        }
    }

    /** Whether it goes from 3.5 to 3.4 or back. */
    private boolean crossesOldest() {
        return !route.from().equals(route.to())
                && (route.from().equals(OLDEST) || route.to().equals(OLDEST));
    }

    private void members() {
        if (!args.allowLearners()) {
            situation.cluster().listed().stream()
                    .filter(Listed::learner)
                    .forEach(l ->
                            found.add(
                                    new Finding(
                                            situation.cluster().name(l.id()),
                                            "it is a learner",
                                            "promote or remove it first: etcdctl member promote "
                                                    + MemberStatus.hex(l.id())
                                                    + "; or set etcd_allow_learners: true")));
        }
        for (MemberSeen.Answered a : situation.cluster().answered()) {
            a.status()
                    .downgrade()
                    .filter(MemberStatus.Downgrade::enabled)
                    .filter(d -> Minor.parse(d.target()).filter(route.to()::equals).isEmpty())
                    .ifPresent(d ->
                            found.add(
                                    new Finding(
                                            "the cluster",
                                            "a downgrade to "
                                                    + d.target()
                                                    + " is under way, not one to "
                                                    + route.to(),
                                            "finish or cancel it first: etcd.downgrade with"
                                                    + " `state: cancelled`")));
        }
    }

    private void host(HostSeen seen, MemberOnHost member) {
        Minor now = situation.runs(seen).map(Minor::of).orElse(route.from());
        boolean translates =
                now.equals(route.to()) || (route.walkable() && now.isNextTo(route.to()));
        HostFindings.of(member, now, translates ? route.to() : now, Optional.empty())
                .forEach(f -> found.add(new Finding(seen.host(), f.what(), f.help())));
        if (!member.isUnit()) {
            return;
        }
        packages(seen);
        String type = member.property("Type");
        if (!UNIT_TYPES.contains(type)) {
            found.add(
                    new Finding(
                            seen.host(),
                            member.unit() + " has Type=" + type + ", which is not understood here",
                            "make it Type=notify"));
        }
        situation
                .machine()
                .filter(machine -> !same(machine, member.arch()))
                .ifPresent(machine ->
                        found.add(
                                new Finding(
                                        seen.host(),
                                        "it is a "
                                                + member.arch()
                                                + ", and the release is for "
                                                + machine,
                                        "take the release for "
                                                + member.arch()
                                                        .replace("x86_64", "amd64")
                                                        .replace("aarch64", "arm64"))));
        if (route.to().equals(OLDEST)
                && !MACHINES_OF_OLDEST.contains(member.arch())
                && !isToldMachine(member)) {
            found.add(
                    new Finding(
                            seen.host(),
                            "etcd 3.4 does not start on a " + member.arch() + " by itself",
                            "set ETCD_UNSUPPORTED_ARCH in the unit's environment"));
        }
    }

    private void packages(HostSeen seen) {
        if (args.allowPackaged()) {
            return;
        }
        seen.packaged().stream()
                .filter(p -> !p.held())
                .forEach(p ->
                        found.add(
                                new Finding(
                                        seen.host(),
                                        p.path()
                                                + " belongs to the package "
                                                + p.name()
                                                + ", whose next upgrade brings its own one back",
                                        p.help())));
    }

    private static boolean isToldMachine(MemberOnHost member) {
        return member.texts().stream().anyMatch(t -> t.text().contains("ETCD_UNSUPPORTED_ARCH"));
    }

    private static boolean same(String machine, String uname) {
        return machine.equals(uname)
                || (machine.equals("armv7l") && uname.startsWith("arm"))
                || (machine.equals("i386") && uname.matches("i[3-6]86"));
    }

    /** Against the middle one, so that a single wrong clock is the one that is named. */
    private void clocks() {
        double[] ahead =
                situation.hosts().stream()
                        .filter(h -> h.member().isPresent())
                        .mapToDouble(HostSeen::ahead)
                        .sorted()
                        .toArray();
        if (ahead.length < 2) {
            return;
        }
        double middle = ahead[ahead.length / 2];
        double blur =
                situation.hosts().stream()
                        .filter(h -> h.ahead() == middle)
                        .mapToDouble(HostSeen::blur)
                        .max()
                        .orElse(0);
        for (HostSeen seen : situation.hosts()) {
            double off = seen.ahead() - middle;
            if (seen.member().isPresent() && Math.abs(off) - seen.blur() - blur > CLOCK_SECONDS) {
                found.add(
                        new Finding(
                                seen.host(),
                                String.format(
                                        Locale.ROOT,
                                        "its clock is about %.0f s %s the others",
                                        Math.abs(off),
                                        off > 0 ? "ahead of" : "behind"),
                                "let all hosts follow one time service"));
            }
        }
    }

    /** What the configuration will lose or gain, each rewrite once, with its hosts. */
    static List<String> rewrites(Situation situation, PreflightArguments args) {
        Route route = Route.of(situation, args);
        SequencedMap<String, List<String>> rewrites = new LinkedHashMap<>();
        for (HostSeen seen : situation.hosts()) {
            Minor now = situation.runs(seen).map(Minor::of).orElse(route.from());
            if (seen.member().filter(MemberOnHost::isUnit).isEmpty()
                    || now.equals(route.to())
                    || !Translator.knows(now, route.to())) {
                continue;
            }
            MemberConfig config = seen.member().get().config(now);
            for (Translation.Rewrite rewrite :
                    Translator.translate(config, now, route.to()).rewrites()) {
                rewrites.computeIfAbsent(rewrite.toString(), _ -> new ArrayList<>())
                        .add(seen.host());
            }
        }
        return rewrites.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                .toList();
    }

    /** Several things as numbered lines; one alone needs no number. */
    static String seen(List<Finding> findings) {
        if (findings.size() == 1) {
            return findings.getFirst().who() + ": " + findings.getFirst().seen();
        }
        List<String> lines = new ArrayList<>();
        lines.add(findings.size() + " things are in the way, and nothing was touched:");
        for (int i = 0; i < findings.size(); i++) {
            lines.add((i + 1) + ". " + findings.get(i).who() + ": " + findings.get(i).seen());
        }
        return String.join("\n", lines);
    }

    /** What to do, each thing once, with the numbers of the findings that it is for. */
    static String help(List<Finding> findings) {
        if (findings.size() == 1) {
            return findings.getFirst().help();
        }
        SequencedMap<String, List<String>> helps = new LinkedHashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            if (!findings.get(i).help().isBlank()) {
                helps.computeIfAbsent(findings.get(i).help(), _ -> new ArrayList<>())
                        .add(String.valueOf(i + 1));
            }
        }
        return String.join(
                "\n",
                helps.entrySet().stream()
                        .map(e -> String.join(", ", e.getValue()) + ". " + e.getKey())
                        .toList());
    }
}
