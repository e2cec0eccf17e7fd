package dev.rappel.lab.host;

/**
 * One host that a lab shall have.
 *
 * @param name its host name: letters, digits and dashes, unique in the lab
 * @param options what it shall be like
 */
public record HostSpec(String name, HostOptions options) {
    /** A host like most: see {@link HostOptions#standard()}. */
    public static HostSpec standard(String name) {
        return new HostSpec(name, HostOptions.standard());
    }
}
