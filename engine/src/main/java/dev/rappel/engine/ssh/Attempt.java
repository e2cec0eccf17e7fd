package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAlive;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/**
 * One try to connect and log in over one hop. The work is done by a thread of its own, so that
 * whoever waits can stop waiting: a name server, a socket and an agent all may hang.
 */
final class Attempt {
    private static final Duration LOGIN = Duration.ofSeconds(40);

    private enum Stage {
        RESOLVING,
        CONNECTING,
        GREETING,
        LOGIN
    }

    private final SshTarget target;
    private final SshSettings settings;
    private final Optional<Wire> via;
    private final Config config;
    private final Unreachable unreachable;
    private final HostKeyCheck check;
    private final CompletableFuture<Optional<Wire>> done = new CompletableFuture<>();
    private final CompletableFuture<Boolean> greeted = new CompletableFuture<>();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private volatile Stage stage = Stage.RESOLVING;
    private volatile @Nullable QuickSocket socket;
    private volatile @Nullable SSHClient client;
    private volatile Collection<String> allowed = List.of();
    private volatile boolean partly;

    Attempt(
            SshTarget target,
            SshSettings settings,
            Optional<Wire> via,
            Config config,
            KnownHosts known,
            Unreachable unreachable) {
        this.target = target;
        this.settings = settings;
        this.via = via;
        this.config = config;
        this.unreachable = unreachable;
        this.check = new HostKeyCheck(settings, known, unreachable);
    }

    /** What was offered to the host. */
    List<String> tried() {
        return tried;
    }

    /** The methods that the host allows for logging in. */
    Collection<String> allowed() {
        return allowed;
    }

    /** Whether the host accepted something, but wants more. */
    boolean partly() {
        return partly;
    }

    /**
     * Tries it.
     *
     * @param limit the longest it may take
     * @return empty when the host answers, but lets nobody in with these keys
     */
    Optional<Wire> run(List<Credential> keys, Duration limit) throws Failure, InterruptedException {
        Duration connect = min(target.timeout().orElse(settings.connectTimeout()), limit);
        long start = System.nanoTime();
        Thread worker = OwnThread.start("connect " + target.name(), () -> work(keys, connect));
        try {
            greeted.get(connect.toMillis(), TimeUnit.MILLISECONDS);
            Duration rest = min(LOGIN, limit.minusNanos(System.nanoTime() - start));
            return done.get(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(worker);
            throw switch (stage) {
                case RESOLVING -> unreachable.unresolved();
                case CONNECTING -> unreachable.noAnswer(connect);
                case GREETING -> unreachable.silent(connect);
                case LOGIN -> unreachable.slowLogin(min(LOGIN, limit));
            };
        } catch (InterruptedException e) {
            abandon(worker);
            throw e;
        } catch (ExecutionException e) {
            abandon(worker);
            throw explained(e.getCause() == null ? e : e.getCause());
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * SSHJ would give each connection a thread of the system for this, with a stack that stays in
     * memory: a tenth of a megabyte a host. It starts none while the interval is 0.
     */
    private void keepAlive(KeepAlive asking) {
        if (asking instanceof KeepAliveRunner runner) {
            runner.setMaxAliveCount(settings.aliveCount());
        }
        asking.setKeepAliveInterval((int) Math.max(1, settings.aliveInterval().toSeconds()));
        Thread.ofVirtual().name("keep " + target.name() + " alive").start(asking);
    }

    private void work(List<Credential> keys, Duration connect) {
        try {
            SSHClient made = new SSHClient(config);
            client = made;
            made.addHostKeyVerifier(check);
            Optional<DirectConnection> tunnel = open(made, connect);
            keepAlive(made.getConnection().getKeepAlive());
            stage = Stage.LOGIN;
            greeted.complete(true);
            boolean in = logIn(made, keys);
            allowed = List.copyOf(made.getUserAuth().getAllowedMethods());
            partly = made.getUserAuth().hadPartialSuccess();
            if (!in) {
                close(made);
                done.complete(Optional.empty());
                return;
            }
            Wire wire = new Wire(target, settings.user(), made, tunnel);
            if (!done.complete(Optional.of(wire))) {
                wire.close();
            }
        } catch (IOException | RuntimeException e) {
            greeted.completeExceptionally(e);
            done.completeExceptionally(e);
        }
    }

    private Optional<DirectConnection> open(SSHClient made, Duration connect) throws IOException {
        if (via.isPresent()) {
            stage = Stage.CONNECTING;
            DirectConnection tunnel =
                    via.get().client().newDirectConnection(settings.address(), settings.port());
            stage = Stage.GREETING;
            made.connectVia(tunnel);
            return Optional.of(tunnel);
        }
        InetAddress[] addresses = InetAddress.getAllByName(settings.address());
        stage = Stage.CONNECTING;
        IOException last = new UnknownHostException(settings.address());
        for (InetAddress address : addresses) {
            try {
                QuickSocket opened =
                        QuickSocket.to(
                                new InetSocketAddress(address, settings.port()),
                                (int) connect.toMillis());
                socket = opened;
                if (done.isDone()) {
                    // Nobody waits for it any more, and an interruption does not end a connect.
                    opened.close();
                    throw new IOException("abandoned");
                }
                stage = Stage.GREETING;
                made.setSocketFactory(opened.factory());
                made.connect(settings.address(), settings.port());
                return Optional.empty();
            } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
                last = e;
            }
        }
        throw last;
    }

    private boolean logIn(SSHClient made, List<Credential> keys) throws IOException {
        for (Credential key : keys) {
            tried.add(key.name());
            if (accepted(made, new KeyLogin(key))) {
                return true;
            }
        }
        Optional<Value.Secret> password = target.password();
        if (password.isPresent() && !check.doubtful()) {
            tried.add("the password");
            PasswordFinder finder = PasswordUtils.createOneOff(secret(password.get()));
            if (accepted(made, new AuthPassword(finder))) {
                return true;
            }
            if (made.isConnected()) {
                PasswordFinder again = PasswordUtils.createOneOff(secret(password.get()));
                return accepted(
                        made, new AuthKeyboardInteractive(new PasswordResponseProvider(again)));
            }
        }
        if (tried.isEmpty()) {
            // Only asks what would be allowed.
            accepted(made, new net.schmizz.sshj.userauth.method.AuthNone());
        }
        return made.isAuthenticated();
    }

    private static char[] secret(Value.Secret password) {
        return password.reveal() instanceof Value.Scalar text
                ? text.written().toCharArray()
                : new char[0];
    }

    private boolean accepted(SSHClient made, AuthMethod method) throws IOException {
        try {
            made.auth(settings.user(), method);
            return true;
        } catch (UserAuthException e) {
            if (!made.isConnected()) {
                throw e;
            }
            return false;
        }
    }

    private void abandon(Thread worker) {
        if (!done.completeExceptionally(new IOException("abandoned"))
                && !done.isCompletedExceptionally()) {
            done.join().ifPresent(Wire::close);
        }
        worker.interrupt();
        QuickSocket open = socket;
        SSHClient made = client;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nobody uses it any more.
            }
        }
        if (made != null) {
            // It may wait for a host that does not answer.
            Thread.ofVirtual().name("leave " + target.name()).start(() -> close(made));
        }
    }

    private static void close(SSHClient made) {
        try {
            made.close();
        } catch (IOException | RuntimeException e) {
            // It is gone, which is what was wanted.
        }
    }

    private Failure explained(Throwable error) {
        Optional<Failure> refusal = check.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        QuickSocket open = socket;
        String words = open == null ? "" : open.firstWords();
        List<String> reasons = reasons(error);
        String reason = reasons.get(reasons.size() - 1);
        Failure failure =
                switch (stage) {
                    case RESOLVING -> unreachable.unresolved();
                    case CONNECTING ->
                            via.isPresent()
                                    ? unreachable.notThrough(reason)
                                    : connecting(error, reason);
                    case GREETING -> greeting(words, reasons);
                    case LOGIN -> unreachable.broke(reason);
                };
        return failure.cause(error);
    }

    private Failure connecting(Throwable error, String reason) {
        if (error instanceof SocketTimeoutException) {
            return unreachable.noAnswer(target.timeout().orElse(settings.connectTimeout()));
        } else if (reason.contains("refused")) {
            return unreachable.refused();
        }
        return unreachable.noRoute(reason);
    }

    private Failure greeting(String words, List<String> reasons) {
        String all = String.join("; ", reasons);
        if (all.contains("settlement") || all.contains("negotiat")) {
            return unreachable.handshake(reasons.get(reasons.size() - 1));
        } else if (words.contains("SSH-2.0") || words.contains("SSH-1.99")) {
            return unreachable.broke(reasons.get(reasons.size() - 1));
        } else if (words.isEmpty() || words.contains("Not allowed") || words.contains("Exceeded")) {
            return unreachable.closed(words);
        }
        return unreachable.notSsh(words.lines().findFirst().orElse(""));
    }

    /** Each message of the chain, the outermost first; at least one. */
    private static List<String> reasons(Throwable error) {
        List<String> reasons = new ArrayList<>();
        for (Throwable e = error; e != null && reasons.size() < 8; e = e.getCause()) {
            String message =
                    e instanceof OpenFailException refused ? refused.getMessage() : e.getMessage();
            if (message != null && !message.isBlank()) {
                reasons.add(message.strip());
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(error.getClass().getSimpleName());
        }
        return reasons;
    }
}
