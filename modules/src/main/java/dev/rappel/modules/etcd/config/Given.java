package dev.rappel.modules.etcd.config;

import java.util.Locale;
import java.util.Optional;

/**
 * An option to be given in the place of another.
 *
 * @param name the flag's name
 * @param key the configuration file's key for it, nested keys apart by a dot
 * @param value the new value; empty to keep the value as it is written
 */
record Given(String name, String key, Optional<String> value) {
    /** The variable that etcd reads for a flag. */
    static String variable(String flag) {
        return "ETCD_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
