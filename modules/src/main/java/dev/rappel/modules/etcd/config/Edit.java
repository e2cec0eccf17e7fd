package dev.rappel.modules.etcd.config;

import java.util.Comparator;
import java.util.List;

/** A piece of a file, replaced. Places count in the text as it was found. */
record Edit(String path, int start, int end, String instead) {
    /** The text of one file with all edits made; edits of one another's places are not allowed. */
    static String apply(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder(text);
        int last = Integer.MAX_VALUE;
        for (Edit edit :
                edits.stream()
                        .sorted(
                                Comparator.comparingInt(Edit::start)
                                        .thenComparingInt(Edit::end)
                                        .reversed())
                        .toList()) {
            if (edit.end() > last) {
                throw new IllegalStateException("two edits of one place in " + edit.path());
            }
            out.replace(edit.start(), edit.end(), edit.instead());
            last = edit.start();
        }
        return out.toString();
    }
}
