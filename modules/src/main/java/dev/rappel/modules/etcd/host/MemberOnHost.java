package dev.rappel.modules.etcd.host;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.config.MemberConfig;
import dev.rappel.modules.etcd.config.SourceFiles;
import dev.rappel.modules.etcd.version.Minor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host shows of its member.
 *
 * @param unit the unit's full name
 * @param properties what {@code systemctl show} says of it
 * @param texts the files that configure it
 * @param process the member that runs; empty when none does
 * @param programs etcd, etcdctl and etcdutl where they are installed, by these names
 * @param data the folders that may be its data directory
 * @param room the bytes that are free where programs are put, by folder
 * @param fixed the folder of its program, where nothing can be put there
 * @param staged the SHA-256 of programs that lie ready, by version and then by name
 * @param arch the machine as {@code uname -m} says it
 * @param node the host's own name
 * @param machine its machine id
 * @param clock its time in seconds since 1970
 * @param isRoot whether it was looked at with root's rights; others do not see all of this
 * @param hasSelinux whether files carry a context there
 */
public record MemberOnHost(
        String unit,
        Map<String, String> properties,
        List<FoundText> texts,
        Optional<RunningMember> process,
        Map<String, Program> programs,
        List<DataFolder> data,
        Map<String, Long> room,
        Optional<String> fixed,
        Map<String, Map<String, String>> staged,
        String arch,
        String node,
        String machine,
        double clock,
        boolean isRoot,
        boolean hasSelinux) {

    /** What a file is to the member. */
    public enum Role {
        UNIT,
        ENVIRONMENT,
        CONFIG
    }

    /**
     * One file.
     *
     * @param mode permission bits in octal
     * @param owner {@code user:group}
     * @param changed when its content last changed, in seconds since 1970
     */
    public record FoundText(
            Role role, String path, String text, String mode, String owner, double changed) {}

    /**
     * The process.
     *
     * @param exe the path of its program; ends in {@code (deleted)} once another one stands there
     * @param sha256 of the program it runs, whatever stands at its path now
     * @param version that program's version; empty when it does not say
     * @param environment those of its variables that configure it
     * @param started in seconds since 1970
     */
    public record RunningMember(
            long pid,
            String exe,
            String sha256,
            Optional<Version> version,
            List<String> command,
            List<String> environment,
            double started) {}

    /** A program on the disk. */
    public record Program(String path, String sha256, Optional<Version> version) {}

    /**
     * A data directory.
     *
     * @param snapshot the name of the newest raft snapshot, {@code term-index.snap}; empty for none
     * @param snapshotTime when it was written, in seconds since 1970; 0 for none
     * @param dbBytes the size of the database
     * @param freeBytes what is free on its file system
     */
    public record DataFolder(
            String path, String snapshot, double snapshotTime, long dbBytes, long freeBytes) {
        /** The raft index of the newest snapshot; 0 for none. */
        public long snapshotIndex() {
            return snapshot.isEmpty()
                    ? 0
                    : Long.parseUnsignedLong(
                            snapshot.substring(
                                    snapshot.indexOf('-') + 1,
                                    snapshot.length() - ".snap".length()),
                            16);
        }
    }

    public MemberOnHost {
        properties = Map.copyOf(properties);
        texts = List.copyOf(texts);
        programs = Map.copyOf(programs);
        data = List.copyOf(data);
        room = Map.copyOf(room);
        staged = Map.copyOf(staged);
    }

    /** One of systemd's properties; empty text where it is not known. */
    public String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** Whether systemd has such a unit at all. */
    public boolean isUnit() {
        return property("LoadState").equals("loaded");
    }

    /** Whether the member runs and has said that it serves. */
    public boolean isWell() {
        return process.isPresent()
                && property("ActiveState").equals("active")
                && property("SubState").equals("running");
    }

    /** The version that would run after a restart; empty when no program says one. */
    public Optional<Version> installed() {
        return Optional.ofNullable(programs.get("etcd")).flatMap(Program::version);
    }

    /**
     * The configuration as it stands on the disk, read as that of some minor.
     *
     * @param minor the version that it is written for
     */
    public MemberConfig config(Minor minor) {
        Map<String, String> configs = new HashMap<>();
        texts.stream()
                .filter(t -> t.role() == Role.CONFIG)
                .forEach(t -> configs.put(t.path(), t.text()));
        return MemberConfig.of(
                new SourceFiles(
                        unit,
                        files(Role.UNIT),
                        files(Role.ENVIRONMENT),
                        configs,
                        process.map(RunningMember::command),
                        specifiers()),
                minor);
    }

    private List<SourceFiles.TextFile> files(Role role) {
        return texts.stream()
                .filter(t -> t.role() == role)
                .map(t -> new SourceFiles.TextFile(t.path(), t.text()))
                .toList();
    }

    private Map<String, String> specifiers() {
        String name = unit.endsWith(".service") ? unit.substring(0, unit.length() - 8) : unit;
        int at = name.indexOf('@');
        return Map.of(
                "H",
                node,
                "l",
                node.contains(".") ? node.substring(0, node.indexOf('.')) : node,
                "m",
                machine,
                "n",
                unit,
                "N",
                name,
                "p",
                at < 0 ? name : name.substring(0, at),
                "i",
                at < 0 ? "" : name.substring(at + 1),
                "h",
                "/root",
                "%",
                "%");
    }

    /** The data directory that the configuration names; empty when it is none of those found. */
    public Optional<DataFolder> dataFolder(MemberConfig config) {
        Optional<String> named = config.value("data-dir");
        if (named.isEmpty()) {
            return data.size() == 1 ? Optional.of(data.getFirst()) : Optional.empty();
        }
        String path = named.get().replaceAll("/+$", "");
        return data.stream().filter(d -> d.path().replaceAll("/+$", "").equals(path)).findFirst();
    }

    /** Whether the process runs another program than the one on the disk. */
    public boolean runsOldProgram() {
        Program disk = programs.get("etcd");
        return disk != null && process.isPresent() && !disk.sha256().equals(process.get().sha256());
    }

    /** Whether the process was started before its configuration last changed. */
    public boolean runsOldConfig() {
        return process.isPresent()
                && (property("NeedDaemonReload").equals("yes")
                        || texts.stream().anyMatch(t -> t.changed() > process.get().started()));
    }

    /** The same with other files: as it will be. */
    MemberOnHost withTexts(List<FoundText> now) {
        return new MemberOnHost(
                unit,
                properties,
                now,
                process,
                programs,
                data,
                room,
                fixed,
                staged,
                arch,
                node,
                machine,
                clock,
                isRoot,
                hasSelinux);
    }

    /** The same with other programs: as it will be. */
    MemberOnHost withPrograms(Map<String, Program> now, Map<String, Map<String, String>> ready) {
        return new MemberOnHost(
                unit,
                properties,
                texts,
                process,
                now,
                data,
                room,
                fixed,
                ready,
                arch,
                node,
                machine,
                clock,
                isRoot,
                hasSelinux);
    }
}
