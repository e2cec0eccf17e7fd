package dev.rappel.modules.etcd.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that a member's configuration is read from.
 *
 * @param unit the unit's full name
 * @param unitFiles the unit file and then its drop-ins, in systemd's order
 * @param environmentFiles those that the unit names and that exist, in its order
 * @param configFiles the YAML files that may be named by a flag or variable, by path
 * @param process the command line of the running member; empty when it does not run
 * @param specifiers what the unit's specifiers stand for on this host, such as {@code H}
 */
public record SourceFiles(
        String unit,
        List<TextFile> unitFiles,
        List<TextFile> environmentFiles,
        Map<String, String> configFiles,
        Optional<List<String>> process,
        Map<String, String> specifiers) {
    /** One file. */
    public record TextFile(String path, String text) {}

    public SourceFiles {
        unitFiles = List.copyOf(unitFiles);
        environmentFiles = List.copyOf(environmentFiles);
        configFiles = Map.copyOf(configFiles);
        specifiers = Map.copyOf(specifiers);
    }
}
