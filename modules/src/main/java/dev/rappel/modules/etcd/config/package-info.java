/**
 * A member's configuration: read from whatever a host keeps it in (unit, drop-ins, EnvironmentFile,
 * YAML file, wrapper) and brought to a neighbouring minor, with nothing else in those files
 * changed.
 *
 * <p>Pure: texts in, texts out. Must not know hosts, modules of the engine, or clusters.
 */
@NullMarked
package dev.rappel.modules.etcd.config;

import org.jspecify.annotations.NullMarked;
