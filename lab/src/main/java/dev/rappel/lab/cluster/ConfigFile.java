package dev.rappel.lab.cluster;

/**
 * A file of a member, as it stands on the host.
 *
 * @param mode as chmod takes it: {@code 0600}
 * @param owner a user's name; the group is the user's own
 */
record ConfigFile(String path, String mode, String owner, String text) {
    static ConfigFile ofRoot(String path, String text) {
        return new ConfigFile(path, "0644", "root", text);
    }
}
