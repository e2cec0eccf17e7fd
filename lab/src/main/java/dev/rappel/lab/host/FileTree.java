package dev.rappel.lab.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All files of a host's root file system with what the kernel says about each, but not their
 * content: whatever touches content or rights moves the change time, which nobody can set.
 */
record FileTree(Map<String, Entry> entries) {

    /** What changes on a host by itself, or belongs to Docker. */
    private static final Pattern VOLATILE =
            Pattern.compile(
                    "/var/log/(journal(/.*)?|wtmp|btmp|lastlog|faillog)|/var/tmp/systemd-private-.*"
                            + "|/var/lib/systemd/(random-seed|timers/.*|linger)"
                            + "|/etc/(hosts|hostname|resolv\\.conf|mtab|\\.pwd\\.lock)|/\\.dockerenv");

    /**
     * @param type f, d, l, …: find's letters
     * @param owner user and group, as numbers
     * @param modified when the content changed, whole seconds
     * @param changed when anything changed
     * @param target where a link leads, else empty
     */
    record Entry(
            String type,
            String mode,
            String owner,
            String size,
            String modified,
            String changed,
            String target) {

        /**
         * Whether one can stand for the other. A folder is its rights; its content is listed
         * itself.
         */
        boolean like(Entry other) {
            boolean rights =
                    type.equals(other.type) && mode.equals(other.mode) && owner.equals(other.owner);
            return rights
                    && (type.equals("d")
                            || (size.equals(other.size)
                                    && modified.equals(other.modified)
                                    && target.equals(other.target)));
        }

        boolean untouchedSince(Entry earlier) {
            return like(earlier) && (type.equals("d") || changed.equals(earlier.changed));
        }
    }

    /**
     * What is different, by path.
     *
     * @param added is here and was not
     * @param changed is here and was, but has been touched
     * @param removed was here
     */
    record Difference(List<String> added, List<String> changed, List<String> removed) {
        boolean none() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }

        @Override
        public String toString() {
            return "added %s, changed %s, removed %s".formatted(added, changed, removed);
        }
    }

    /**
     * Reads what {@code find -printf '%y %m %U %G %s %T@ %C@ %p\t%l\0'} printed.
     *
     * @throws IllegalArgumentException when it did not print that
     */
    static FileTree parse(String listing) {
        Map<String, Entry> entries = new TreeMap<>();
        for (String item : listing.split("\0", -1)) {
            if (item.isBlank()) {
                continue;
            }
            String[] w = item.split(" ", 8);
            if (w.length < 8) {
                throw new IllegalArgumentException("not a line of find: " + item);
            }
            int tab = w[7].lastIndexOf('\t');
            String path = w[7].substring(0, tab);
            if (!VOLATILE.matcher(path).matches()) {
                entries.put(
                        path,
                        new Entry(
                                w[0],
                                w[1],
                                w[2] + ":" + w[3],
                                w[4],
                                w[5].replaceFirst("\\..*", ""),
                                w[6],
                                w[7].substring(tab + 1)));
            }
        }
        return new FileTree(entries);
    }

    /** What was touched since an earlier listing of the same host, be it put back by now or not. */
    Difference since(FileTree earlier) {
        return compare(earlier, path -> get(path).untouchedSince(earlier.get(path)));
    }

    /** What cannot stand for what was there earlier; the change times do not matter. */
    Difference unlike(FileTree earlier) {
        return compare(earlier, path -> get(path).like(earlier.get(path)));
    }

    private Entry get(String path) {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new IllegalArgumentException(path);
        }
        return entry;
    }

    private Difference compare(FileTree earlier, Predicate<String> same) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (String path : entries.keySet()) {
            if (!earlier.entries.containsKey(path)) {
                // What lies in an added folder goes with it.
                if (added.isEmpty() || !path.startsWith(added.getLast() + "/")) {
                    added.add(path);
                }
            } else if (!same.test(path)) {
                changed.add(path);
            }
        }
        List<String> removed =
                earlier.entries.keySet().stream().filter(p -> !entries.containsKey(p)).toList();
        return new Difference(added, changed, removed);
    }
}
