package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.rpc.ClientTls;
import dev.rappel.modules.etcd.rpc.Endpoint;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The way to the member on a host, as far as it is given, and the rest as the member has it. */
public final class MemberDoor {
    private static final long LARGEST = 1 << 20;

    private MemberDoor() {}

    /**
     * The way to the member on this host, which is kept for whoever asks next, because opening one
     * costs more than most questions. A member that was started anew is gone to anew.
     */
    public static EtcdRpc open(HostAccess host, Access access)
            throws Failure, InterruptedException {
        if (access.user().isPresent()) {
            return own(host, access); // a token gets old
        }
        RunningSettings running = running(host, access);
        if (running.equals(RunningSettings.NONE)) {
            return own(host, access); // nothing would tell that it was started anew
        }
        return host.kept()
                .get(
                        access,
                        running,
                        EtcdRpc.class,
                        EtcdRpc::works,
                        () -> EtcdRpc.open(host, endpoint(host, access, running), Optional.empty()))
                .lent();
    }

    /** Connects to the member on this host for the caller alone, who closes it. */
    public static EtcdRpc own(HostAccess host, Access access) throws Failure, InterruptedException {
        return EtcdRpc.open(
                host, endpoint(host, access, running(host, access)), access.credentials());
    }

    /** Where the member keeps its data. */
    public static String dataDir(HostAccess host, Access access)
            throws Failure, InterruptedException {
        return RunningSettings.of(host, access.unit()).dataDir();
    }

    /** What the member itself says of the way to it, where not all of it is given. */
    private static RunningSettings running(HostAccess host, Access access)
            throws Failure, InterruptedException {
        boolean complete =
                access.endpoint().isPresent()
                        && (!Endpoint.Url.parse(access.endpoint().get()).tls()
                                || (access.cacert().isPresent() && access.cert().isPresent()));
        return complete ? RunningSettings.NONE : RunningSettings.of(host, access.unit());
    }

    private static Endpoint endpoint(HostAccess host, Access access, RunningSettings running)
            throws Failure, InterruptedException {
        Endpoint plain =
                access.endpoint().isPresent()
                        ? given(access.endpoint().get())
                        : advertised(running);
        boolean tls =
                access.endpoint().isPresent()
                        ? Endpoint.Url.parse(access.endpoint().get()).tls()
                        : isTls(running);
        return tls
                ? new Endpoint(
                        plain.address(),
                        plain.port(),
                        plain.name(),
                        Optional.of(certificates(host, access, running)))
                : plain;
    }

    private static Endpoint given(String text) throws Failure {
        Endpoint.Url url = Endpoint.Url.parse(text);
        return new Endpoint(url.host(), url.port(), url.host(), Optional.empty());
    }

    /**
     * The member's certificate is for the address that it advertises; where it does not listen just
     * there, as behind a load balancer, we go to where it listens and still ask for that name.
     */
    static Endpoint advertised(RunningSettings running) throws Failure {
        List<Endpoint.Url> listened = urls(running, "listen-client-urls");
        List<Endpoint.Url> advertised = urls(running, "advertise-client-urls");
        Endpoint.Url name = advertised.isEmpty() ? listened.getFirst() : advertised.getFirst();
        Optional<Endpoint.Url> same =
                listened.stream()
                        .filter(u -> u.host().equals(name.host()) && u.port() == name.port())
                        .findFirst();
        Endpoint.Url place =
                same.or(() ->
                                listened.stream()
                                        .filter(u ->
                                                u.host().equals("0.0.0.0") || u.host().equals("::"))
                                        .map(u -> new Endpoint.Url(u.tls(), "127.0.0.1", u.port()))
                                        .findFirst())
                        .orElseGet(listened::getFirst);
        String wanted = isAny(name.host()) ? place.host() : name.host();
        return new Endpoint(place.host(), place.port(), wanted, Optional.empty());
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static boolean isTls(RunningSettings running) throws Failure {
        return urls(running, "listen-client-urls").getFirst().tls();
    }

    private static List<Endpoint.Url> urls(RunningSettings running, String option) throws Failure {
        List<Endpoint.Url> urls = new ArrayList<>();
        String written = running.option(option).orElse("http://localhost:" + Endpoint.PORT);
        for (String url : Arrays.asList(written.split(",", -1))) {
            if (url.strip().startsWith("http")) {
                urls.add(Endpoint.Url.parse(url));
            }
        }
        if (urls.isEmpty()) {
            throw Failure.of(Failure.Kind.REFUSED, "the member listens on no address")
                    .why(option + " is " + written)
                    .help("give `endpoint`");
        }
        return urls;
    }

    private static ClientTls certificates(HostAccess host, Access access, RunningSettings running)
            throws Failure, InterruptedException {
        List<X509Certificate> trusted = new ArrayList<>();
        if (access.cacert().isPresent()) {
            trusted.addAll(here(access.cacert().get()).certificates());
        } else {
            Optional<String> ca = running.path("trusted-ca-file");
            if (ca.isPresent()) {
                trusted.addAll(there(host, ca.get()).certificates());
            }
            // What the member shows was read from the member itself, over a connection that we
            // trust: that very certificate is as good as any authority's word for it.
            Optional<String> own = running.path("cert-file");
            if (own.isPresent()) {
                trusted.addAll(there(host, own.get()).certificates());
            }
        }
        if (trusted.isEmpty()) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "whom to trust on " + host.name() + " is not known")
                    .why("neither its trusted-ca-file nor its cert-file is set")
                    .help("give `cacert`");
        }
        return new ClientTls(trusted, own(host, access, running));
    }

    private static Optional<ClientTls.Own> own(
            HostAccess host, Access access, RunningSettings running)
            throws Failure, InterruptedException {
        if (access.cert().isPresent() && access.key().isPresent()) {
            return Optional.of(
                    new ClientTls.Own(
                            here(access.cert().get()).certificates(),
                            here(access.key().get()).privateKey()));
        }
        Optional<String> cert = running.path("cert-file");
        Optional<String> key = running.path("key-file");
        if (cert.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ClientTls.Own(
                        there(host, cert.get()).certificates(),
                        there(host, key.get()).privateKey()));
    }

    private static Pem here(Path file) throws Failure {
        try {
            return new Pem(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot read " + file)
                    .why(
                            e instanceof java.nio.file.NoSuchFileException
                                    ? "there is no such file"
                                    : String.valueOf(e.getMessage()));
        }
    }

    private static Pem there(HostAccess host, String path) throws Failure, InterruptedException {
        String name = path + " on " + host.name();
        return new Pem(
                name,
                host.read(path, LARGEST)
                        .orElseThrow(() ->
                                Failure.of(Failure.Kind.FAILED, "cannot read " + name)
                                        .why("there is no such file")
                                        .help("give `cacert`, `cert` and `key`")));
    }
}
