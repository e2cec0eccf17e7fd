package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work on hosts that are as odd as hosts in the field, and on connections that break. */
final class LinksIT {
    private static final String LAB = "links-it";
    private static final String PASSWORD = "it's a $ecret\\";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Progress QUIET = what -> new Progress.Step() {};
    private static final Rights ROOT = Rights.of("root");

    private static Docker docker;
    private static Hosts hosts;

    private Links links;

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, QUIET);
        HostOptions plain = HostOptions.standard();
        hosts =
                Hosts.up(
                        docker,
                        CACHE,
                        LAB,
                        List.of(
                                new HostSpec(
                                        "plain",
                                        plain.withRootLogin().withSmallDisk("/small", 4 << 20)),
                                new HostSpec(
                                        "asks",
                                        plain.withUser("eva")
                                                .withSudoPassword(PASSWORD)
                                                .withSudoLecture()
                                                .withGermanLocale()),
                                new HostSpec(
                                        "fish",
                                        plain.withShell("/usr/bin/fish")
                                                .withChattyBashrc()
                                                .withNoexecTmp()
                                                .withGermanLocale()),
                                new HostSpec("chatty", plain.withChattyBashrc())),
                        QUIET);
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, QUIET);
    }

    @BeforeEach
    void open() {
        links = open(Optional.of(PASSWORD));
    }

    @AfterEach
    void close() {
        links.close();
    }

    private static Links open(Optional<String> sudoPassword) {
        List<SshTarget> targets = new ArrayList<>();
        for (Host host : hosts.all()) {
            targets.add(target(host, host.user(), sudoPassword));
        }
        return Links.open(targets, Passphrases.NONE);
    }

    private static SshTarget target(Host host, String user, Optional<String> sudoPassword) {
        return new SshTarget(
                host.name(),
                host.name(),
                OptionalInt.empty(),
                Optional.of(user),
                Optional.empty(),
                Optional.empty(),
                sudoPassword.map(word -> new Value.Secret(new Value.Text(word))),
                List.of("-F", host.folder().sshConfig().toString()),
                Optional.empty());
    }

    private static Script script(String text, String... parameters) {
        Value[] values = new Value[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value.Text(parameters[i]);
        }
        return Script.of(text, Duration.ofSeconds(30), values);
    }

    private static Upload upload(String text, String target) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Upload(
                new Content.Inline(new Value.Text(text), hash, bytes.length),
                target,
                "640",
                Optional.empty());
    }

    private static Failure failure(ThrowingCallable what) {
        Failure failure = catchThrowableOfType(Failure.class, what);
        assertThat(failure).as("it must fail").isNotNull();
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "asks", "fish", "chatty"})
    void a_script_runs_alike_whatever_the_login_shell_says_and_speaks(String name)
            throws Exception {
        String odd = "a'b\n\\ $HOME \"x\" `id` ü";
        for (Rights rights : List.of(Rights.LOGIN, ROOT, Rights.of("daemon"))) {
            HostAccess host = links.to(name, rights);
            Reply reply =
                    host.run(
                            script(
                                    "id -un; printf '%s|%s' \"$1\" $#; ls /nix >&2; echo $LC_ALL $PWD; exit 7",
                                    odd, ""));
            assertThat(reply.status()).isEqualTo(7);
            assertThat(reply.out())
                    .isEqualTo(
                            rights.user().orElse(hosts.host(name).user()) + "\n" + odd + "|2C /\n");
            assertThat(reply.err())
                    .isEqualTo("ls: cannot access '/nix': No such file or directory\n");
        }
    }

    @Test
    void a_mistake_in_a_script_ends_only_that_script() throws Exception {
        HostAccess host = links.to("plain", Rights.LOGIN);
        assertThat(host.run(script("if then fi ((")).ok()).isFalse();
        assertThat(host.run(script("X=1; set -e; cd /tmp; false")).status()).isEqualTo(1);
        assertThat(host.run(script("echo \"$X$PWD\"")).out()).isEqualTo("/\n");
    }

    @Test
    void a_secret_reaches_a_script_and_is_in_no_list_of_processes() throws Exception {
        Value secret = new Value.Secret(new Value.Text("s3cr3t-word"));
        var environment = new LinkedHashMap<String, Value>();
        environment.put("TOKEN", secret);
        Reply reply =
                links.to("plain", ROOT)
                        .run(
                                new Script(
                                        "echo \"$1\"; sh -c 'echo $TOKEN'; cat /proc/[0-9]*/cmdline | tr '\\0' ' '",
                                        List.of(secret),
                                        environment,
                                        Duration.ofSeconds(10)));
        assertThat(reply.out()).startsWith("s3cr3t-word\ns3cr3t-word\n");
        assertThat(reply.out().substring(24)).contains("/bin/sh").doesNotContain("s3cr3t");
        assertThat(links.to("plain", ROOT).run(script("echo x$TOKEN")).out()).isEqualTo("x\n");
    }

    @Test
    void much_on_one_output_does_not_hold_up_the_other() throws Exception {
        Reply reply =
                links.to("plain", ROOT)
                        .run(
                                script(
                                        "head -c 5000000 /dev/zero >&2; echo a; head -c 5000000 /dev/zero >&2"));
        assertThat(reply.out()).isEqualTo("a\n");
        assertThat(reply.err()).hasSize(10_000_000);
    }

    @Test
    void more_output_than_can_be_kept_is_refused_and_the_host_goes_on() throws Exception {
        HostAccess host = links.to("plain", ROOT);
        Failure failure = failure(() -> host.run(script("cat /dev/zero")));
        assertThat(failure.what()).contains("printed more than 16 MiB");
        assertThat(host.run(script("echo fine; pgrep -c -f '^cat /dev/zer[o]'")).out())
                .isEqualTo("fine\n0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "asks"})
    void a_deadline_ends_all_that_the_script_started(String name) throws Exception {
        HostAccess host = links.to(name, ROOT);
        Script late =
                Script.of(
                        "echo before; sleep 4711 & setsid sleep 4712 & (trap '' TERM; while :; do sleep 1; done)",
                        Duration.ofMillis(800));
        Failure failure = failure(() -> host.run(late));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.FAILED);
        assertThat(failure.what()).isEqualTo("a script on " + name + " did not end within 0.8 s");
        assertThat(failure.evidence()).containsExactly("before");
        assertThat(host.run(script("pgrep -f '^sleep 471[12]'")).out()).isEmpty();
    }

    @Test
    void an_interruption_ends_the_script_on_the_host() throws Exception {
        HostAccess host = links.to("plain", Rights.LOGIN);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Reply unexpected = host.run(script("sleep 4713"));
                                end.completeExceptionally(
                                        new AssertionError("ended: " + unexpected));
                            } catch (Failure | InterruptedException e) {
                                end.complete(e);
                            }
                        });
        while (!host.run(script("pgrep -f '^sleep 471[3]'")).ok()) {
            Thread.sleep(20);
        }
        thread.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(host.run(script("pgrep -f '^sleep 471[3]'")).out()).isEmpty();
    }

    @Test
    void what_ran_when_the_connection_broke_is_ended_before_anything_else_is_done()
            throws Exception {
        HostAccess host = links.to("plain", ROOT);
        Failure lost =
                failure(() ->
                        host.run(
                                script(
                                        "(sleep 7; echo late >/run/late) &"
                                                + " kill -KILL $(pgrep -f '^sshd: ops'); sleep 7;"
                                                + " echo late >/run/late")));
        assertThat(lost.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(hosts.host("plain").exec("pgrep -cx sleep").out().strip()).isEqualTo("2");

        Reply now = links.to("plain", ROOT).run(script("pgrep -x sleep; ls /run/late 2>&1"));
        assertThat(now.out()).startsWith("ls: cannot access");
    }

    @Test
    void a_process_that_only_got_the_same_number_is_left_alone() throws Exception {
        try (Wire wire =
                new Wires(Passphrases.NONE)
                        .connect(
                                target(hosts.host("plain"), "ops", Optional.empty()),
                                Duration.ofSeconds(30))) {
            Shell shell = Shell.open(wire, Rights.LOGIN);
            ShellOutput said =
                    shell.run(
                            script(
                                    "exec 2>/dev/null; setsid sleep 77 >/dev/null & echo $!; cat"
                                            + " /proc/sys/kernel/random/boot_id"),
                            Shell.MOST);
            String[] words = said.outText().strip().split("\n", -1);
            String living = "kill -0 " + words[0] + " && echo yes";

            assertThat(
                            ProcessTree.kill(
                                    wire, Rights.LOGIN, new ShellProcess(words[0], "1", words[1])))
                    .isTrue();
            assertThat(hosts.host("plain").exec(living).out()).isEqualTo("yes\n");

            String start = "set -- $(sed 's/.*) //' /proc/" + words[0] + "/stat); echo ${20}";
            assertThat(
                            ProcessTree.kill(
                                    wire,
                                    Rights.LOGIN,
                                    new ShellProcess(
                                            words[0],
                                            hosts.host("plain").exec(start).out().strip(),
                                            words[1])))
                    .isTrue();
            assertThat(hosts.host("plain").exec(living).out()).isEmpty();
        }
    }

    @Test
    void a_connection_that_broke_between_two_scripts_is_made_again() throws Exception {
        HostAccess host = links.to("plain", ROOT);
        assertThat(host.run(script("echo one")).out()).isEqualTo("one\n");
        hosts.host("plain").exec("pkill -KILL -f '^sshd: ops'");
        Thread.sleep(200);
        assertThat(host.run(script("echo two")).out()).isEqualTo("two\n");
    }

    @Test
    void a_connection_that_breaks_inside_a_script_is_said_to_leave_it_unknown() throws Exception {
        HostAccess host = links.to("plain", Rights.LOGIN);
        Failure failure =
                failure(() -> host.run(script("kill -KILL $(pgrep -f '^sshd: ops'); sleep 20")));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(failure.why()).isEqualTo("whether the script was done is not known");
        assertThat(host.run(script("echo back")).out()).isEqualTo("back\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "asks", "fish"})
    void a_file_goes_up_once_and_is_then_left_alone(String name) throws Exception {
        HostAccess host = links.to(name, ROOT);
        Upload upload = upload("grüße\n" + "x".repeat(3_000_000), "/opt/it's here.txt");
        host.upload(upload);
        String inode = host.run(script("stat -c %i:%a:%U \"$1\"", upload.target())).out();
        assertThat(inode).endsWith(":640:root\n");
        host.run(script("chmod 600 \"$1\"", upload.target()));
        host.upload(upload);
        assertThat(host.run(script("stat -c %i:%a:%U \"$1\"", upload.target())).out())
                .isEqualTo(inode);
        assertThat(host.read(upload.target(), 4_000_000).orElseThrow())
                .isEqualTo(("grüße\n" + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(host.run(script("ls -A /opt")).out()).isEqualTo("it's here.txt\n");
        host.run(script("rm \"$1\"", upload.target()));
    }

    @Test
    void a_full_disk_leaves_the_file_that_was_there() throws Exception {
        HostAccess host = links.to("plain", ROOT);
        host.upload(upload("old", "/small/file"));
        Failure failure = failure(() -> host.upload(upload("y".repeat(8 << 20), "/small/file")));
        assertThat(failure.why()).contains("No space left on device");
        assertThat(host.run(script("cat /small/file; ls -A /small")).out()).isEqualTo("oldfile\n");
    }

    @Test
    void a_file_that_cannot_be_put_says_why() throws Exception {
        assertThat(failure(() -> links.to("plain", ROOT).upload(upload("y", "/nix/file"))).why())
                .isEqualTo("there is no folder /nix");
        assertThat(
                        failure(() ->
                                        links.to("plain", Rights.LOGIN)
                                                .upload(upload("y", "/etc/file")))
                                .why())
                .contains("Permission denied");
    }

    @Test
    void bytes_are_read_as_they_are() throws Exception {
        HostAccess host = links.to("plain", ROOT);
        host.run(script("printf '\\000\\377\\n\\200x' >/opt/bytes"));
        assertThat(host.read("/opt/bytes", 100).orElseThrow())
                .containsExactly(0, 0xff, '\n', 0x80, 'x');
        host.run(script("rm /opt/bytes"));
        assertThat(host.read("/opt/bytes", 100)).isEmpty();
        assertThat(failure(() -> host.read("/etc/passwd", 10)).why()).contains("larger than");
        assertThat(failure(() -> links.to("plain", Rights.LOGIN).read("/etc/shadow", 1000)).why())
                .contains("Permission denied");
    }

    @Test
    void a_port_of_the_host_is_reached_without_one_of_our_own() throws Exception {
        HostAccess host = links.to("plain", Rights.LOGIN);
        try (var channel = host.connect("127.0.0.1", 22, Duration.ofSeconds(10))) {
            ByteBuffer greeting = ByteBuffer.allocate(7);
            while (greeting.hasRemaining() && channel.read(greeting) >= 0) {}
            assertThat(new String(greeting.array(), StandardCharsets.US_ASCII))
                    .isEqualTo("SSH-2.0");
        }
        assertThat(failure(() -> host.connect("127.0.0.1", 1, Duration.ofSeconds(10))).why())
                .contains("Connection refused");
    }

    @Test
    void a_lock_keeps_others_out_whoever_they_log_in_as_until_the_run_is_gone() throws Exception {
        links.lock("plain", "ann on her laptop");
        SshTarget asRoot = target(hosts.host("plain"), "root", Optional.empty());
        try (Links bob = open(Optional.empty());
                Links root = Links.open(List.of(asRoot), Passphrases.NONE)) {
            for (Links other : List.of(bob, root)) {
                Failure failure = failure(() -> other.lock("plain", "bob"));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.LOCKED);
                assertThat(failure.why()).startsWith("ann on her laptop has it since 20");
            }
            // As when the process that holds it is killed: its connection ends.
            links.close();
            Failure still = null;
            for (int i = 0; i < 100; i++) {
                try {
                    root.lock("plain", "root");
                    still = null;
                    break;
                } catch (Failure e) {
                    still = e;
                    Thread.sleep(50);
                }
            }
            assertThat(still).isNull();
        }
    }

    @Test
    void a_lock_is_taken_again_with_the_connection() throws Exception {
        links.lock("plain", "ann");
        hosts.host("plain").exec("pkill -KILL -f '^sshd: ops'");
        Thread.sleep(200);
        assertThat(links.to("plain", Rights.LOGIN).run(script("true")).ok()).isTrue();
        try (Links bob = open(Optional.empty())) {
            assertThat(failure(() -> bob.lock("plain", "bob")).kind())
                    .isEqualTo(Failure.Kind.LOCKED);
        }
    }

    @Test
    void sudo_that_refuses_says_what_to_give_it() throws Exception {
        try (Links none = open(Optional.empty());
                Links wrong = open(Optional.of("nope"))) {
            Failure asked = failure(() -> none.to("asks", ROOT));
            assertThat(asked.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
            assertThat(asked.what()).isEqualTo("asks: sudo does not let eva act as root");
            assertThat(asked.why()).isEqualTo("sudo asks for a password and none was given");
            assertThat(asked.help()).contains("-K").contains("ansible_become_password");
            assertThat(failure(() -> wrong.to("asks", ROOT)).why())
                    .isEqualTo("sudo did not take the password");
            assertThat(failure(() -> none.to("plain", Rights.of("nobodyhere"))).why())
                    .contains("unknown user");
        }
    }
}
