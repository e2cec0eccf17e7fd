package dev.rappel.modules.probe;

/**
 * What one look at a port or a file came to.
 *
 * @param so whether it is as it has to be
 * @param seen what was seen, in few words, after "it"
 * @param stamp tells one content of a file from another; empty for a port
 */
record Sight(boolean so, String seen, String stamp) {}
