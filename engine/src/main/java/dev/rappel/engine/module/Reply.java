package dev.rappel.engine.module;

/**
 * What a script answered.
 *
 * @param status its exit status, 0 to 255; 128 + n where signal n ended it
 * @param out what it printed on standard output, as UTF-8, bytes that are not UTF-8 replaced
 * @param err what it printed on standard error
 */
public record Reply(int status, String out, String err) {
    public boolean ok() {
        return status == 0;
    }
}
