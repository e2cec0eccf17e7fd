package dev.rappel.engine.expr;

import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Version;
import java.time.Duration;

/** Reads versions, sizes and durations from texts inside an expression. */
final class Readings {
    private Readings() {}

    static VersionValue version(String text) {
        return Version.parse(text)
                .map(VersionValue::new)
                .orElseThrow(() ->
                        new Fault(
                                ExprCode.UNREADABLE_VALUE,
                                "this is not a version",
                                "a version looks like `3.6`, `3.6.14` or `3.7.0-rc.1`"));
    }

    static SizeValue size(String text) {
        return Size.parse(text)
                .map(SizeValue::new)
                .orElseThrow(() ->
                        new Fault(
                                ExprCode.UNREADABLE_VALUE,
                                "this is not a size",
                                "a size has a unit: `512MB`, `2GiB`"));
    }

    static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new Fault(
                                ExprCode.UNREADABLE_VALUE,
                                "this is not a duration",
                                "a duration has a unit: `90s`, `1m30s`, `500ms`, `2h`"));
    }
}
