package dev.rappel.engine.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.text.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the inventories in {@code src/test/resources/inventories}, with what Ansible says of it.
 */
record AnsibleCase(Path folder) {
    static List<AnsibleCase> all() {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/inventories"))) {
            return folders.filter(f -> Files.exists(f.resolve("args")))
                    .sorted()
                    .map(AnsibleCase::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Inventory read(Problems problems) {
        List<String> sources = new ArrayList<>();
        Optional<Path> playbook = Optional.empty();
        List<String> args = lines("args");
        for (int i = 0; i + 1 < args.size(); i += 2) {
            String word = args.get(i + 1);
            if (args.get(i).equals("--playbook-dir")) {
                playbook = Optional.of(folder.resolve(word));
            } else {
                sources.add(word.contains(",") ? word : folder.resolve(word).toString());
            }
        }
        Inventory inventory = InventoryReader.read(sources, problems);
        return playbook.isPresent()
                ? inventory.besidePlaybook(playbook.get(), problems)
                : inventory;
    }

    private List<String> lines(String file) {
        return text(folder.resolve(file)).lines().filter(line -> !line.isEmpty()).toList();
    }

    String expected(String file) {
        return text(folder.resolve("expected").resolve(file));
    }

    JsonNode expectedJson(String file) {
        try {
            return new ObjectMapper().readTree(expected(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
