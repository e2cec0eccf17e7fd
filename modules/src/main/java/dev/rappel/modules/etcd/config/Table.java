package dev.rappel.modules.etcd.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The tables beside these classes: lines of columns, apart by tabs. */
final class Table {
    private Table() {}

    static List<String[]> rows(String name, int columns) {
        try (InputStream in = Table.class.getResourceAsStream(name)) {
            return new String(
                            Optional.ofNullable(in)
                                    .orElseThrow(() -> new IllegalArgumentException(name))
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> columns(name, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] columns(String name, String line, int columns) {
        String[] row = line.split("\t", -1);
        if (row.length != columns) {
            throw new IllegalStateException(name + " has not " + columns + " columns: " + line);
        }
        return row;
    }
}
