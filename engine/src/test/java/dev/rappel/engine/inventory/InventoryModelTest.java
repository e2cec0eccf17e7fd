package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ranges, patterns and precedence against models that are too simple to be wrong, on inventories
 * that a seeded generator makes up. A failure names its seed.
 */
final class InventoryModelTest {
    private static final int ROUNDS = 300;

    // ---- ranges

    private record Piece(String written, List<String> values) {}

    private static Piece piece(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                String text = List.of("n", "rack-", ".x", "a1").get(random.nextInt(4));
                yield new Piece(text, List.of(text));
            }
            case 1 -> {
                int first = random.nextInt(26);
                int last = first + random.nextInt(26 - first);
                int step = 1 + random.nextInt(3);
                List<String> values = new ArrayList<>();
                for (int i = first; i <= last; i += step) {
                    values.add(String.valueOf((char) ('a' + i)));
                }
                char from = (char) ('a' + first);
                char to = (char) ('a' + last);
                yield new Piece("[" + from + ":" + to + step(step) + "]", values);
            }
            default -> {
                int first = random.nextInt(12);
                int last = first + random.nextInt(12);
                int step = 1 + random.nextInt(4);
                int width = random.nextBoolean() ? 3 : 0;
                List<String> values = new ArrayList<>();
                for (int i = first; i <= last; i += step) {
                    values.add(digits(i, width));
                }
                yield new Piece(
                        "[" + digits(first, width) + ":" + digits(last, width) + step(step) + "]",
                        values);
            }
        };
    }

    private static String step(int step) {
        return step == 1 ? "" : ":" + step;
    }

    private static String digits(int number, int width) {
        return width == 0
                ? Integer.toString(number)
                : String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    @Test
    void ranges_stand_for_every_combination_in_order() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String written = "h";
            List<String> expected = List.of("h");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                Piece piece = piece(random);
                written += piece.written();
                List<String> longer = new ArrayList<>();
                for (String head : expected) {
                    piece.values().forEach(value -> longer.add(head + value));
                }
                expected = longer;
            }
            assertThat(HostRange.expand(written, 1_000_000))
                    .as("seed %d: %s", seed, written)
                    .isEqualTo(new HostRange.Names(expected));
        }
    }

    // ---- a made-up inventory

    /**
     * Groups by name with hosts and children; children always come later, so there is no circle.
     */
    private record World(
            List<String> groups,
            Map<String, List<String>> hosts,
            Map<String, List<String>> children,
            List<String> all) {

        static World of(Random random) {
            List<String> groups = new ArrayList<>();
            Map<String, List<String>> hosts = new HashMap<>();
            Map<String, List<String>> children = new HashMap<>();
            int count = 2 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                groups.add("g" + i);
            }
            Set<String> all = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                Set<String> own = new LinkedHashSet<>();
                for (int j = random.nextInt(4); j > 0; j--) {
                    own.add("h" + random.nextInt(9));
                }
                all.addAll(own);
                hosts.put("g" + i, List.copyOf(own));
                Set<String> below = new LinkedHashSet<>();
                for (int j = i + 1; j < count; j++) {
                    if (random.nextInt(3) == 0) {
                        below.add("g" + j);
                    }
                }
                children.put("g" + i, List.copyOf(below));
            }
            return new World(groups, hosts, children, List.copyOf(all));
        }

        String ini(Map<String, String> vars, Map<String, String> hostVars) {
            StringBuilder text = new StringBuilder();
            for (String group : groups) {
                text.append("[").append(group).append("]\n");
                for (String host : hosts.getOrDefault(group, List.of())) {
                    text.append(host).append(hostVars.getOrDefault(host, "")).append("\n");
                }
            }
            for (String group : groups) {
                text.append("[").append(group).append(":children]\n");
                children.getOrDefault(group, List.of())
                        .forEach(child -> text.append(child).append("\n"));
            }
            vars.forEach((group, lines) ->
                    text.append("[").append(group).append(":vars]\n").append(lines));
            return text.toString();
        }

        Set<String> within(String group) {
            Set<String> found = new LinkedHashSet<>(hosts.getOrDefault(group, List.of()));
            children.getOrDefault(group, List.of()).forEach(child -> found.addAll(within(child)));
            return found;
        }

        int depth(String group) {
            int deepest = 0;
            for (String parent : groups) {
                if (children.getOrDefault(parent, List.of()).contains(group)) {
                    deepest = Math.max(deepest, depth(parent));
                }
            }
            return deepest + 1;
        }
    }

    // ---- patterns

    @Test
    void patterns_add_then_keep_then_take_away() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            World world = World.of(random);
            Inventory inventory =
                    InventoryReader.read(
                            new Source("hosts.ini", world.ini(Map.of(), Map.of())), new Problems());
            if (world.all().isEmpty()) {
                continue;
            }
            List<String> parts = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                String sign = List.of("", "", "&", "!").get(random.nextInt(4));
                parts.add(sign + name(world, random));
            }
            String text = String.join(random.nextBoolean() ? "," : ":", parts);
            Problems problems = new Problems();
            List<String> found =
                    Pattern.parse(text, problems).orElseThrow().select(inventory, problems).stream()
                            .map(Host::name)
                            .toList();
            assertThat(Set.copyOf(found))
                    .as("seed %d: %s in\n%s", seed, text, world)
                    .isEqualTo(model(world, parts));
            assertThat(found).doesNotHaveDuplicates();
        }
    }

    private static String name(World world, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> world.all().get(random.nextInt(world.all().size()));
            case 1 -> "h" + random.nextInt(9) + "*";
            case 2 -> "[gh]" + random.nextInt(4);
            default -> world.groups().get(random.nextInt(world.groups().size()));
        };
    }

    private static Set<String> model(World world, List<String> parts) {
        Set<String> selected = new LinkedHashSet<>();
        if (parts.stream().allMatch(p -> p.startsWith("&") || p.startsWith("!"))) {
            selected.addAll(world.all());
        }
        parts.stream()
                .filter(p -> !p.startsWith("&") && !p.startsWith("!"))
                .forEach(p -> selected.addAll(meant(world, p)));
        parts.stream()
                .filter(p -> p.startsWith("&"))
                .forEach(p -> selected.retainAll(meant(world, p.substring(1))));
        parts.stream()
                .filter(p -> p.startsWith("!"))
                .forEach(p -> selected.removeAll(meant(world, p.substring(1))));
        return selected;
    }

    private static Set<String> meant(World world, String name) {
        java.util.regex.Pattern regex = java.util.regex.Pattern.compile(name.replace("*", ".*"));
        Set<String> found = new LinkedHashSet<>();
        world.groups().stream()
                .filter(g -> regex.matcher(g).matches())
                .forEach(g -> found.addAll(world.within(g)));
        world.all().stream().filter(h -> regex.matcher(h).matches()).forEach(found::add);
        return found;
    }

    // ---- precedence

    /** One place that sets the variable, and how strong it is. */
    private record Setting(int level, int depth, int priority, String name, String value) {}

    @Test
    void the_strongest_place_that_sets_a_variable_wins(@TempDir Path root) throws IOException {
        for (long seed = 0; seed < ROUNDS / 3; seed++) {
            Random random = new Random(seed);
            World world = World.of(random);
            Path inv = Files.createDirectories(root.resolve(seed + "/inv"));
            Path play = Files.createDirectories(root.resolve(seed + "/play"));
            List<Setting> settings = new ArrayList<>();
            Map<String, String> groupVars = new LinkedHashMap<>();
            Map<String, Integer> priorities = new HashMap<>();
            List<String> groups = new ArrayList<>(world.groups());
            groups.add("all");
            for (String group : groups) {
                boolean all = group.equals("all");
                int depth = all ? 0 : world.depth(group);
                if (!all && random.nextInt(4) == 0) {
                    priorities.put(group, random.nextInt(5) - 2);
                }
                int priority = priorities.getOrDefault(group, 1);
                String lines =
                        priorities.containsKey(group)
                                ? "ansible_group_priority=" + priority + "\n"
                                : "";
                if (random.nextBoolean()) {
                    settings.add(
                            new Setting(all ? 0 : 1, depth, priority, group, "inline_" + group));
                    lines += "v=inline_" + group + "\n";
                }
                groupVars.put(group, lines);
                if (random.nextInt(4) == 0) {
                    file(inv, "group_vars", group, "inv_" + group);
                    settings.add(new Setting(all ? 2 : 4, depth, priority, group, "inv_" + group));
                }
                if (random.nextInt(4) == 0) {
                    file(play, "group_vars", group, "play_" + group);
                    settings.add(new Setting(all ? 3 : 5, depth, priority, group, "play_" + group));
                }
            }
            Map<String, String> hostVars = new HashMap<>();
            for (String host : world.all()) {
                if (random.nextInt(6) == 0) {
                    hostVars.put(host, " v=inline_" + host);
                    settings.add(new Setting(6, 0, 0, host, "inline_" + host));
                }
                if (random.nextInt(6) == 0) {
                    file(inv, "host_vars", host, "inv_" + host);
                    settings.add(new Setting(7, 0, 0, host, "inv_" + host));
                }
                if (random.nextInt(6) == 0) {
                    file(play, "host_vars", host, "play_" + host);
                    settings.add(new Setting(8, 0, 0, host, "play_" + host));
                }
            }
            Files.writeString(inv.resolve("hosts.ini"), world.ini(groupVars, hostVars));
            Problems problems = new Problems();
            Inventory inventory =
                    InventoryReader.read(List.of(inv.resolve("hosts.ini").toString()), problems)
                            .besidePlaybook(play, problems);
            for (String host : world.all()) {
                String expected =
                        settings.stream()
                                .filter(s -> concerns(world, s, host))
                                .max(
                                        Comparator.comparingInt(Setting::level)
                                                .thenComparingInt(Setting::depth)
                                                .thenComparingInt(Setting::priority)
                                                .thenComparing(Setting::name))
                                .map(Setting::value)
                                .orElse("nothing");
                Value value =
                        inventory
                                .vars(inventory.host(host).orElseThrow())
                                .value("v")
                                .orElse(new Value.Text("nothing"));
                assertThat(value)
                        .as("seed %d: v of %s, %s in %s", seed, host, settings, world)
                        .isEqualTo(new Value.Text(expected));
            }
        }
    }

    private static boolean concerns(World world, Setting setting, String host) {
        return setting.name().equals(host)
                || setting.name().equals("all")
                || (world.groups().contains(setting.name())
                        && world.within(setting.name()).contains(host));
    }

    private static void file(Path folder, String kind, String name, String value)
            throws IOException {
        Path files = Files.createDirectories(folder.resolve(kind));
        Files.writeString(files.resolve(name + ".yml"), "v: " + value + "\n");
    }
}
