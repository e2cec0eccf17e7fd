package dev.rappel.cli;

import dev.rappel.engine.run.JournalReader;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder to work in, as a user has one, and hosts of a lab to work on. */
public final class Site {
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Progress QUIET =
            what ->
                    new Progress.Step() {
                        @Override
                        public void done() {}

                        @Override
                        public void done(String outcome) {}
                    };

    private final Docker docker;
    private final Hosts hosts;
    private final Path folder;

    private Site(Docker docker, Hosts hosts, Path folder) {
        this.docker = docker;
        this.hosts = hosts;
        this.folder = folder;
    }

    /** Boots that many standard hosts, {@code host1} and so on; what was left of the lab goes. */
    public static Site up(String lab, int count, Path folder) throws Exception {
        Docker docker = Docker.ready(CACHE, QUIET);
        Hosts.down(docker, CACHE, lab, QUIET);
        List<HostSpec> specs = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            specs.add(new HostSpec("host" + i, HostOptions.standard()));
        }
        Hosts hosts = Hosts.up(docker, CACHE, lab, specs, QUIET);
        Site site = new Site(docker, hosts, folder);
        site.write("hosts.yml", site.inventory());
        return site;
    }

    public void down() throws Exception {
        Hosts.down(docker, CACHE, hosts.folder().lab(), QUIET);
    }

    /** All hosts as they were when they had booted. */
    public void reset() throws Exception {
        for (Host host : hosts.all()) {
            Host.Reset _ = host.reset();
        }
        write("hosts.yml", inventory());
    }

    public Host host(String name) throws Exception {
        return hosts.host(name);
    }

    public Path sshConfig() {
        return hosts.folder().sshConfig();
    }

    public Path knownHosts() {
        return hosts.folder().knownHosts();
    }

    /** What a script printed that root ran on a host. */
    public String on(String host, String script) throws Exception {
        return host(host).exec(script).out();
    }

    public String inventory() {
        return inventory(sshConfig());
    }

    /** The same hosts with another configuration of ssh. */
    public String inventory(Path config) {
        StringBuilder text = new StringBuilder("all:\n  vars:\n    ansible_user: ops\n");
        text.append("    ansible_ssh_common_args: -F ").append(config).append("\n  hosts:\n");
        for (Host host : hosts.all()) {
            text.append("    ")
                    .append(host.name())
                    .append(": {ansible_host: ")
                    .append(host.address())
                    .append("}\n");
        }
        return text.toString();
    }

    public Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    public Path folder() {
        return folder;
    }

    /** {@code rappel words…}, run in the folder, without a terminal. */
    public LocalCommand rappel(String... words) {
        return prepared(RappelProcess.commandLine(words));
    }

    private LocalCommand prepared(List<String> words) {
        return LocalCommand.of(words)
                .in(folder)
                .with("RAPPEL_STATE", folder.resolve("state").toString())
                .with("LC_ALL", "C.UTF-8")
                .with("TZ", "UTC")
                .within(Duration.ofMinutes(4));
    }

    /** The same at a terminal of 100 columns; what it shows is standard output. */
    public LocalCommand atTerminal(String... words) {
        String line = "stty cols 100 rows 40; exec " + quoted(RappelProcess.commandLine(words));
        return prepared(List.of("script", "-qec", line, screen().toString())).with("TERM", "xterm");
    }

    /** Standard output goes where a shell's words say, such as into a file or a pipe. */
    LocalCommand.Result shell(String words, String where) throws Exception {
        String line = quoted(RappelProcess.commandLine(words.split(" ", -1)));
        return prepared(List.of("bash", "-c", "set -o pipefail; " + line + " " + where)).run();
    }

    /**
     * Somebody at a terminal of 100 columns, who has just started {@code rappel words…}; in the
     * shell's place, because dash, unlike bash, does not outlive the Ctrl-C of what it waits for.
     */
    Person person(String... words) throws IOException {
        Files.deleteIfExists(screen());
        ProcessBuilder builder =
                new ProcessBuilder(
                                // Whoever tests in the background ignores Ctrl-C, and hands that
                                // on.
                                "env",
                                "--default-signal=INT",
                                "script",
                                "-qefc",
                                "stty cols 100 rows 40; exec "
                                        + quoted(RappelProcess.commandLine(words)),
                                screen().toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("RAPPEL_STATE", folder.resolve("state").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm");
        return new Person(builder.start());
    }

    /** Who sees what is on the screen, and types. */
    final class Person {
        private final Process process;

        private Person(Process process) {
            this.process = process;
        }

        String screen() throws IOException {
            return Files.exists(Site.this.screen()) ? Screen.of(written()) : "";
        }

        Person sees(String text) throws Exception {
            while (!screen().contains(text)) {
                if (!process.isAlive()) {
                    throw new AssertionError("never seen: " + text + "\n" + screen());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return this;
        }

        void types(String keys) throws IOException {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        /** The exit code. */
        int end() throws Exception {
            return process.waitFor();
        }
    }

    private static String quoted(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        return line.toString();
    }

    private Path screen() {
        return folder.resolve("screen.txt");
    }

    /** What the last command at a terminal wrote to it, without script's own words around it. */
    String written() throws IOException {
        String all = Files.readString(screen());
        int begin = all.startsWith("Script started") ? all.indexOf('\n') + 1 : 0;
        int end = all.lastIndexOf("\nScript done");
        return all.substring(begin, end < begin ? all.length() : end);
    }

    /** The same as a process that the test ends itself. */
    public Process started(Path output, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(RappelProcess.commandLine(words))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("RAPPEL_STATE", folder.resolve("state").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    /** The folder of the last run. */
    public Path lastRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("state").resolve("runs"))) {
            return runs.max(Comparator.comparing(Site::changed)).orElseThrow();
        }
    }

    private static java.nio.file.attribute.FileTime changed(Path run) {
        try {
            return Files.getLastModifiedTime(run.resolve("journal.jsonl"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public boolean hasRun() {
        return Files.exists(folder.resolve("state").resolve("runs"));
    }

    public List<JournalReader.Line> journal() throws Exception {
        return JournalReader.read(lastRun().resolve("journal.jsonl"));
    }
}
