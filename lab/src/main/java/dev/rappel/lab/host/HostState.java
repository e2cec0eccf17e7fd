package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a host is at one moment: what runs, what is mounted, what lies in memory, its network, its
 * names, its files.
 *
 * @param sections the text of each section that {@code state.sh} prints, without the files
 * @param files the root file system
 */
record HostState(Map<String, String> sections, FileTree files) {
    static final List<String> SECTIONS = List.of("units", "mounts", "memory", "network", "names");

    /** Looks at the host. */
    static HostState of(Host host) throws Failure, InterruptedException {
        return parse(host.must(script("state") + "state; echo @@files; files").out());
    }

    /** The text of one of the scripts that lie beside this class. */
    static String script(String name) {
        try (InputStream in = HostState.class.getResourceAsStream("clean/" + name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("the lab was built without clean/" + name + ".sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HostState parse(String printed) {
        int files = printed.indexOf("@@files\n");
        Map<String, String> sections = new LinkedHashMap<>();
        String name = "";
        StringBuilder text = new StringBuilder();
        for (String line : printed.substring(0, files).lines().toList()) {
            if (line.startsWith("@@")) {
                sections.put(name, text.toString());
                text.setLength(0);
                name = line.substring(2);
            } else {
                text.append(line).append('\n');
            }
        }
        sections.put(name, text.toString());
        return new HostState(
                sections, FileTree.parse(printed.substring(files + "@@files\n".length())));
    }

    String section(String name) {
        return sections.getOrDefault(name, "").stripTrailing();
    }

    /** What of a clean host this one lacks or has too much; empty when it is clean. */
    List<String> unlike(HostState clean) {
        List<String> all = new ArrayList<>();
        for (String section : SECTIONS) {
            List<String> was = clean.section(section).lines().toList();
            List<String> is = section(section).lines().toList();
            is.stream().filter(l -> !was.contains(l)).forEach(l -> all.add(section + ": + " + l));
            was.stream().filter(l -> !is.contains(l)).forEach(l -> all.add(section + ": - " + l));
        }
        FileTree.Difference difference = files.unlike(clean.files);
        if (!difference.none()) {
            all.add("files: " + difference);
        }
        return all;
    }
}
