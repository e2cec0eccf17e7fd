package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about Docker on which machine; the machine is scripted. */
final class DockerSetupTest {
    @TempDir Path folder;

    /** A machine that says what it is and notes what is done to it. */
    private static final class Scripted implements Machine {
        final Map<String, String> variables = new HashMap<>();
        final Set<String> programs = new HashSet<>(Set.of("apt-get", "ssh-keygen", "iptables"));
        final List<String> done = new ArrayList<>();
        boolean root = true;
        List<String> distribution = List.of("debian");
        String init = "systemd";
        String silence = "Cannot connect to the Docker daemon. Is the docker daemon running?";
        boolean answers;

        @Override
        public String variable(String name) {
            return variables.getOrDefault(name, "");
        }

        @Override
        public boolean root() {
            return root;
        }

        @Override
        public List<String> distribution() {
            return distribution;
        }

        @Override
        public boolean has(String program) {
            return programs.contains(program);
        }

        @Override
        public String init() {
            return init;
        }

        @Override
        public LocalCommand.Result run(List<String> words, LocalCommand command) {
            String line = String.join(" ", words);
            if (line.startsWith("docker version")) {
                return new LocalCommand.Result(
                        words, answers ? 0 : 1, "20.10\n", answers ? "" : silence);
            }
            done.add(line);
            if (line.contains("install") && line.contains("docker.io")) {
                programs.addAll(Set.of("docker", "dockerd"));
            }
            if (line.equals("systemctl start docker")) {
                answers = true;
            }
            return new LocalCommand.Result(words, 0, "", "");
        }
    }

    private void ready(Scripted machine) throws Exception {
        new DockerSetup(machine, new CacheFolder(folder), Progress.SILENT).run();
    }

    private void refused(Scripted machine, String what, String help) {
        assertThatThrownBy(() -> ready(machine))
                .isInstanceOfSatisfying(
                        Failure.class,
                        f -> {
                            assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED);
                            assertThat(f.getMessage()).contains(what);
                            assertThat(f.help()).contains(help);
                        });
        assertThat(machine.done).isEmpty();
    }

    @Test
    void a_docker_that_answers_is_used_as_it_is() throws Exception {
        Scripted machine = new Scripted();
        machine.programs.add("docker");
        machine.answers = true;
        ready(machine);
        assertThat(machine.done).isEmpty();
    }

    @Test
    void root_on_debian_gets_it_installed_and_started() throws Exception {
        Scripted machine = new Scripted();
        machine.programs.remove("iptables");
        ready(machine);
        assertThat(machine.done).hasSize(3);
        assertThat(machine.done.get(0)).startsWith("apt-get").endsWith("update");
        assertThat(machine.done.get(1)).contains("install").endsWith("docker.io iptables");
        assertThat(machine.done.get(2)).isEqualTo("systemctl start docker");
    }

    @Test
    void an_installed_docker_that_is_down_is_only_started() throws Exception {
        Scripted machine = new Scripted();
        machine.programs.addAll(Set.of("docker", "dockerd"));
        machine.distribution = List.of("fedora");
        ready(machine);
        assertThat(machine.done).containsExactly("systemctl start docker");
    }

    @Test
    void a_client_without_a_daemon_counts_as_not_installed() throws Exception {
        Scripted machine = new Scripted();
        machine.programs.add("docker");
        ready(machine);
        assertThat(machine.done.get(1)).endsWith("install -y --no-install-recommends docker.io");
    }

    @Test
    void an_ordinary_user_is_told_and_nothing_is_touched() {
        Scripted machine = new Scripted();
        machine.root = false;
        refused(
                machine,
                "there is no docker program on the PATH; only root may",
                "as root on Debian");
    }

    @Test
    void other_distributions_are_told_and_nothing_is_touched() {
        Scripted machine = new Scripted();
        machine.distribution = List.of("fedora");
        refused(machine, "on Debian and Ubuntu only", "the way your system does it");
    }

    @Test
    void a_docker_that_the_user_named_is_never_replaced_by_ours() {
        Scripted machine = new Scripted();
        machine.programs.add("docker");
        machine.variables.put("DOCKER_HOST", "tcp://far:2375");
        refused(machine, "Docker does not answer", "DOCKER_HOST=tcp://far:2375");
    }

    @Test
    void a_user_who_may_not_use_it_is_told_how() {
        Scripted machine = new Scripted();
        machine.programs.add("docker");
        machine.root = false;
        machine.silence = "permission denied while trying to connect to the Docker daemon socket";
        refused(machine, "this user may not use Docker", "group docker");
    }
}
