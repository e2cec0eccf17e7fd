package dev.rappel.modules.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.ssh.Passphrases;
import dev.rappel.engine.ssh.SshTarget;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.modules.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports, files and a TLS server behind a real sshd, over the engine's own connection. */
class ProbesIT {
    private static final String LAB = "probes-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Progress QUIET = what -> new Progress.Step() {};

    /** One authority, a certificate of its for the server's name, and one for a client. */
    private static final String CERTIFICATES =
            """
            set -e
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 \\
              -subj /CN=authority
            make() {
              openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key \\
                -out $1.csr -subj /CN=$1
              echo "subjectAltName=$2" > $1.ext
              openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \\
                -extfile $1.ext -out $1.pem
            }
            make server IP:127.0.0.1,DNS:localhost
            make client DNS:client
            """;

    @TempDir private static Path certificates;

    private static Docker docker;
    private static Host host;
    private static Links links;
    private static HostAccess access;

    private final UriModule uri = new UriModule();
    private final WaitForModule waits = new WaitForModule();

    @BeforeAll
    static void up() throws Exception {
        Process openssl =
                new ProcessBuilder("sh", "-c", CERTIFICATES)
                        .directory(certificates.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(certificates.resolve("log").toFile())
                        .start();
        assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
        docker = Docker.ready(CACHE, QUIET);
        HostOptions plain = HostOptions.standard();
        host =
                Hosts.up(docker, CACHE, LAB, List.of(new HostSpec("plain", plain)), QUIET)
                        .host("plain");
        links = open();
        access = links.to("plain", Rights.of("root"));
    }

    private static Links open() {
        return Links.open(
                List.of(
                        new SshTarget(
                                host.name(),
                                host.name(),
                                OptionalInt.empty(),
                                Optional.of(host.user()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("-F", host.folder().sshConfig().toString()),
                                Optional.empty())),
                Passphrases.NONE);
    }

    @AfterAll
    static void down() throws Exception {
        if (links != null) {
            links.close();
        }
        Hosts.down(docker, CACHE, LAB, QUIET);
    }

    private static String out(String script, String... args) throws Exception {
        return host.exec(script, args).out().strip();
    }

    private static Call<WaitForArguments> port(int port, String regex, int timeout) {
        return Call.of(
                new WaitForArguments(
                        "127.0.0.1",
                        Optional.of(port),
                        Optional.empty(),
                        WaitForArguments.State.STARTED,
                        Optional.of(regex).filter(r -> !r.isEmpty()),
                        timeout,
                        0,
                        5));
    }

    private static Call<UriArguments> get(String url, String... files) throws Exception {
        Map<String, Content> contents = new HashMap<>();
        for (String file : files) {
            String[] both = file.split("=", 2);
            Path path = certificates.resolve(both[1]);
            contents.put(both[0], new Content.Local(path, "", Files.size(path)));
        }
        UriArguments args =
                new UriArguments(
                        url,
                        "GET",
                        List.of(200),
                        Optional.empty(),
                        UriArguments.BodyFormat.RAW,
                        Map.of(),
                        10,
                        true,
                        true,
                        Optional.empty(),
                        Optional.of("client.pem").filter(f -> contents.containsKey("client_cert")),
                        Optional.empty());
        return new Call<>(args, Map.of(), Map.of(), contents, Set.of(), Optional.empty());
    }

    private Failure fails(Call<UriArguments> call) {
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () -> uri.act(access, call, Act.quiet(Act.Kind.CHECK, "", "")));
        assertThat(failure).as("it must fail").isNotNull();
        return failure;
    }

    /** Serves pages over TLS with openssl, which asks for a client's certificate when told to. */
    private static void serve(int port, String more) throws Exception {
        for (String file : List.of("ca.pem", "server.pem", "server.key")) {
            host.put(certificates.resolve(file), "/srv/" + file, "644", "root:root");
        }
        out(
                "systemd-run --quiet --collect --unit=\"tls$1\" --working-directory=/srv"
                        + " openssl s_server -accept \"$1\" -cert server.pem -key server.key"
                        + " -CAfile ca.pem -www "
                        + more,
                String.valueOf(port));
        new WaitForModule().act(access, port(port, "", 20), Act.quiet(Act.Kind.CHECK, "", ""));
    }

    @Test
    void the_port_of_sshd_is_open_and_says_who_it_is() throws Exception {
        Call<WaitForArguments> ssh = port(host.port(), "^SSH-2\\.0-", 10);
        assertThat(Rounds.diff(access, waits, ssh)).isInstanceOf(Change.None.class);
        Call<WaitForArguments> closed = port(1, "", 1);
        assertThat(Rounds.diff(access, waits, closed)).isInstanceOf(Change.Some.class);
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () -> waits.act(access, closed, Act.quiet(Act.Kind.CHECK, "", "")));
        assertThat(failure.what()).contains("waited 1s in vain");
        assertThat(failure.why()).contains("it accepts no connection");
    }

    @Test
    void a_file_on_the_host_is_waited_for_by_the_host_itself() throws Exception {
        out("systemd-run --quiet --collect sh -c 'sleep 1; echo 2.0.0 > /run/version'");
        Call<WaitForArguments> call =
                Call.of(
                        new WaitForArguments(
                                "127.0.0.1",
                                Optional.empty(),
                                Optional.of("/run/version"),
                                WaitForArguments.State.STARTED,
                                Optional.of("^2\\.0\\.0$"),
                                60,
                                0,
                                5));
        Rounds.run(access, waits, call);
        assertThat(Rounds.diff(access, waits, call)).isInstanceOf(Change.None.class);
    }

    @Test
    void a_port_that_sshd_forbids_is_not_taken_for_a_closed_one() throws Exception {
        out(
                "echo 'AllowTcpForwarding no' > /etc/ssh/sshd_config.d/00-no.conf;"
                        + " systemctl reload ssh");
        try (Links strict = open()) {
            HostAccess there = strict.to("plain", Rights.LOGIN);
            Failure failure =
                    catchThrowableOfType(
                            Failure.class,
                            () -> Rounds.diff(there, waits, port(host.port(), "", 5)));
            assertThat(failure).as("it must fail").isNotNull();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
            assertThat(failure.help()).contains("allowtcpforwarding");
        } finally {
            out("rm /etc/ssh/sshd_config.d/00-no.conf; systemctl reload ssh");
        }
    }

    @Test
    void a_server_with_a_certificate_of_our_authority_is_believed_and_no_other() throws Exception {
        serve(8443, "");
        UriSight sight =
                Rounds.observe(access, uri, get("https://127.0.0.1:8443/", "ca_path=ca.pem"));
        assertThat(sight.status()).isEqualTo(200);
        assertThat(String.valueOf(sight.result().fields().get("content"))).contains("s_server");
        assertThat(fails(get("https://127.0.0.1:8443/")).why()).contains("certificate_unknown");
        out("echo '127.0.0.1 elsewhere.test' >> /etc/hosts");
        assertThat(fails(get("https://elsewhere.test:8443/", "ca_path=ca.pem")).why())
                .contains("elsewhere.test");
    }

    @Test
    void a_server_that_asks_who_we_are_is_told() throws Exception {
        serve(8444, "-Verify 1 -verify_return_error");
        assertThat(
                        Rounds.observe(
                                        access,
                                        uri,
                                        get(
                                                "https://localhost:8444/",
                                                "ca_path=ca.pem",
                                                "client_cert=client.pem",
                                                "client_key=client.key"))
                                .status())
                .isEqualTo(200);
        assertThat(fails(get("https://localhost:8444/", "ca_path=ca.pem")).why())
                .contains("certificate_required");
    }

    @Test
    void a_page_that_nobody_serves_has_status_minus_one() throws Exception {
        UriSight sight = Rounds.observe(access, uri, get("http://127.0.0.1:9/"));
        assertThat(sight.status()).isEqualTo(-1);
        assertThat(sight.result().fields()).containsEntry("status", new Value.Whole(-1));
    }
}
