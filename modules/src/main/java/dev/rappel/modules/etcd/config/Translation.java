package dev.rappel.modules.etcd.config;

import java.util.List;

/**
 * A configuration, brought to another minor.
 *
 * @param rewrites what changes and why, in the order of the configuration
 * @param refusals what cannot be brought there; when there are any, no file may be changed
 * @param files the files that change
 * @param flags every option that counts then, as flags: for the new program to judge
 */
public record Translation(
        List<Rewrite> rewrites,
        List<Refusal> refusals,
        List<FileChange> files,
        List<String> flags) {
    /**
     * One option that changes.
     *
     * @param path the file it stands in; empty for one that is added
     * @param from as it is written; empty for one that is added
     * @param to as it will be written; empty for one that is left out
     * @param why in words for people
     */
    public record Rewrite(String path, String from, String to, String why) {
        @Override
        public String toString() {
            if (from.isEmpty()) {
                return "+ " + to + " (" + why + ")";
            }
            return to.isEmpty()
                    ? "- " + from + " (" + why + ")"
                    : from + " → " + to + " (" + why + ")";
        }
    }

    /** One option that cannot be had, with the reason and the way out. */
    public record Refusal(String setting, String where, String why, String help) {}

    /** The text of a file before and after; empty before when it is new. */
    public record FileChange(String path, String before, String after) {}

    public Translation {
        rewrites = List.copyOf(rewrites);
        refusals = List.copyOf(refusals);
        files = List.copyOf(files);
        flags = List.copyOf(flags);
    }
}
