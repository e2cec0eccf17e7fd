package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.Config;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of a run, with one configuration, one reading of each key and of each
 * {@code known_hosts}, and one connection to each jump host, which all that go through it share.
 */
final class Wires implements Connector, AutoCloseable {
    /** A server counts failed logins, six by default; one is left for a password. */
    private static final int KEYS_AT_ONCE = 5;

    private static final int LOGINS = 4;
    private static final Duration FAILED_FOR = Duration.ofSeconds(5);

    private final Config config = Algorithms.offered();
    private final Surroundings here;
    private final SettingsReader reader;
    private final KeyFiles keys;
    private final ConcurrentHashMap<List<Path>, KnownHosts> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Jump> jumps = new ConcurrentHashMap<>();

    /** A jump host that is connected to, or that could not be a moment ago. */
    private static final class Jump {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Wire wire;
        private @Nullable Failure failure;
        private long failedAt;
    }

    Wires(Passphrases passphrases) {
        this(passphrases, Surroundings.ofThisProcess(), Path.of("/etc/ssh"));
    }

    Wires(Passphrases passphrases, Surroundings here, Path systemFolder) {

        this.here = here;
        this.reader = new SettingsReader(here, systemFolder);
        this.keys = new KeyFiles(config, passphrases);
    }

    @Override
    public Wire connect(SshTarget target, Duration deadline) throws Failure, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        SshSettings settings = settings(target);
        Optional<Wire> via = way(target, settings, end);
        return logIn(target, settings, via, end);
    }

    private SshSettings settings(SshTarget target) throws Failure, InterruptedException {
        if (target.address().startsWith("-") || target.address().isBlank()) {
            throw Failure.of(
                            Failure.Kind.UNREACHABLE,
                            "cannot connect to "
                                    + target.name()
                                    + ": \""
                                    + target.address()
                                    + "\" is no address")
                    .help("set ansible_host");
        }
        return reader.read(
                new SettingsReader.Question(
                        target.address(),
                        target.port(),
                        target.user(),
                        target.keyFile(),
                        target.arguments()));
    }

    /** The connection that leads to the host; empty where it is reached directly. */
    private Optional<Wire> way(SshTarget target, SshSettings settings, long end)
            throws Failure, InterruptedException {
        if (settings.proxyCommand().isPresent()) {
            throw unreachable(target, settings, Optional.empty())
                    .proxyCommand(settings.proxyCommand().get());
        }
        if (settings.jumps().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                through(target, settings.jumps(), target.arguments(), new LinkedHashSet<>(), end));
    }

    /** The connection to the last host of a chain. */
    private Wire through(
            SshTarget target,
            List<JumpHost> chain,
            List<String> arguments,
            Set<String> on,
            long end)
            throws Failure, InterruptedException {
        JumpHost last = chain.get(chain.size() - 1);
        if (!on.add(last.host() + ":" + last.port()) || on.size() > 8) {
            throw Failure.of(
                            Failure.Kind.UNREACHABLE,
                            "cannot connect to "
                                    + target.name()
                                    + ": its jump hosts go round in a circle")
                    .why(String.join(" -> ", on) + " -> " + last.host())
                    .help("look for ProxyJump in the ssh configuration");
        }
        List<String> words = new ArrayList<>(sameFile(arguments));
        words.addAll(last.arguments());
        SshTarget hop =
                new SshTarget(
                        last.host(),
                        last.host(),
                        last.port(),
                        last.user(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        words,
                        target.timeout());
        List<JumpHost> before = chain.subList(0, chain.size() - 1);
        SshSettings settings;
        Optional<Wire> via;
        try {
            settings = settings(hop);
            if (before.isEmpty()) {
                // Under "Host *" a jump host would be told to go through itself.
                List<JumpHost> own =
                        settings.jumps().stream().noneMatch(j -> j.host().equals(last.host()))
                                ? settings.jumps()
                                : List.of();
                before = own;
            }
            via =
                    before.isEmpty()
                            ? Optional.empty()
                            : Optional.of(through(target, before, arguments, on, end));
        } catch (Failure e) {
            throw e.getMessage() != null && e.getMessage().contains(target.name() + ":")
                    ? e
                    : Unreachable.jumpFailed(target.name(), last.host(), e);
        }
        StringBuilder key = new StringBuilder(String.join(" ", words));
        for (JumpHost jump : before) {
            key.append('|').append(jump.key());
        }
        key.append('|').append(last.key());
        try {
            return shared(key.toString(), hop, settings, via, end);
        } catch (Failure e) {
            throw Unreachable.jumpFailed(target.name(), last.host(), e);
        }
    }

    /** As ssh does it: the configuration file counts for each hop, the other words do not. */
    private static List<String> sameFile(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("-F") && i + 1 < arguments.size()) {
                kept.add(word);
                kept.add(arguments.get(++i));
            } else if (word.startsWith("-F")) {
                kept.add(word);
            } else if (word.equals("-o")) {
                i++;
            }
        }
        return kept;
    }

    private Wire shared(
            String key, SshTarget hop, SshSettings settings, Optional<Wire> via, long end)
            throws Failure, InterruptedException {
        Jump jump = jumps.computeIfAbsent(key, k -> new Jump());
        jump.lock.lockInterruptibly();
        try {
            Wire wire = jump.wire;
            if (wire != null && wire.isAlive()) {
                return wire;
            }
            Failure failure = jump.failure;
            // Hundreds of hosts behind a dead jump host shall not each wait for it again.
            if (failure != null && System.nanoTime() - jump.failedAt < FAILED_FOR.toNanos()) {
                throw failure;
            }
            try {
                wire = logIn(hop, settings, via, end);
                jump.wire = wire;
                jump.failure = null;
                return wire;
            } catch (Failure e) {
                jump.failure = e;
                jump.failedAt = System.nanoTime();
                throw e;
            }
        } finally {
            jump.lock.unlock();
        }
    }

    private static Unreachable unreachable(
            SshTarget target, SshSettings settings, Optional<Wire> via) {
        return new Unreachable(
                target.name(), settings, via.map(w -> w.target().name()), target.arguments());
    }

    private Wire logIn(SshTarget target, SshSettings settings, Optional<Wire> via, long end)
            throws Failure, InterruptedException {
        Unreachable unreachable = unreachable(target, settings, via);
        Optional<String> given = target.keyFile().map(here::withHome);
        Keyring ring = Keyring.of(settings, keys, given);
        if (ring.offered().isEmpty() && !ring.locked().isEmpty()) {
            ring = unlock(ring, settings, given);
        }
        List<String> tried = new ArrayList<>();
        int next = 0;
        for (int login = 0; login < LOGINS; login++) {
            List<Credential> some =
                    ring.offered()
                            .subList(next, Math.min(next + KEYS_AT_ONCE, ring.offered().size()));
            next += some.size();
            // A person may have been asked for a passphrase: that time does not count.
            Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000_000L));
            Attempt attempt =
                    new Attempt(target, settings, via, config, known(settings), unreachable);
            Optional<Wire> wire = attempt.run(some, left);
            if (wire.isPresent()) {
                return wire.get();
            }
            tried.addAll(attempt.tried());
            if (next >= ring.offered().size()) {
                int before = ring.locked().size();
                if (before > 0) {
                    ring = unlock(ring, settings, given);
                    next = 0;
                }
                if (before == 0 || ring.locked().size() == before) {
                    throw unreachable.denied(tried, attempt.allowed(), ring, attempt.partly());
                }
            }
        }
        throw unreachable.denied(tried, List.of(), ring, false);
    }

    private Keyring unlock(Keyring ring, SshSettings settings, Optional<String> given)
            throws InterruptedException {
        for (Path file : ring.locked()) {
            keys.unlock(file);
        }
        return Keyring.of(settings, keys, given);
    }

    /** Read anew for each connection that adds hosts, else once. */
    private KnownHosts known(SshSettings settings) {
        return settings.strictness() == SshSettings.Strictness.STRICT
                ? known.computeIfAbsent(settings.knownHosts(), KnownHosts::read)
                : KnownHosts.read(settings.knownHosts());
    }

    /** Ends the connections to jump hosts, and with them all that go through. */
    @Override
    public void close() {
        for (Jump jump : jumps.values()) {
            Wire wire = jump.wire;
            if (wire != null) {
                wire.close();
            }
        }
    }
}
