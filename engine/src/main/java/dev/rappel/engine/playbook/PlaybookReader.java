package dev.rappel.engine.playbook;

import dev.rappel.engine.playbook.Draft.PlayDraft;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a playbook with all that it imports and includes, and checks everything that files alone
 * can tell: words, files, modules and their arguments, names and their types, hosts, circles.
 */
public final class PlaybookReader {
    private final Request request;
    private final Problems problems;

    /**
     * @param problems gets everything that is wrong, in any of the files
     */
    public PlaybookReader(Request request, Problems problems) {
        this.request = request;
        this.problems = problems;
    }

    /**
     * Reads a file. A playbook with errors is given too, as far as it could be read; ask {@link
     * Problems#hasErrors} before acting on it.
     */
    public Optional<Playbook> read(Path file) {
        return new SourceReader().read(file, problems).map(source -> read(source, file));
    }

    /**
     * Reads a text.
     *
     * @param file where it stands, or would stand: relative paths count from its folder
     */
    public Playbook read(Source source, Path file) {
        LocalFiles files = new LocalFiles();
        LocalFiles.Opened opened = files.first(source, file, problems);
        List<PlayDraft> drafts = new Opener(files, problems).plays(opened);
        List<Play> plays = new ArrayList<>();
        Set<String> tags = new LinkedHashSet<>();
        PlayReader reader = new PlayReader(request, tags, problems);
        for (PlayDraft draft : drafts) {
            reader.read(draft).ifPresent(plays::add);
        }
        if (opened.root().isPresent() && drafts.isEmpty() && !problems.hasErrors()) {
            problems.add(
                    Diagnostic.warning(
                            PlaybookCode.NOTHING_TO_DO,
                            "this playbook has no plays",
                            source.span(0, 0)));
        }
        checkTags(tags);
        return new Playbook(source.name(), plays);
    }

    /** A tag that no task has selects nothing, which is hardly ever meant. */
    private void checkTags(Set<String> known) {
        Set<String> asked = new LinkedHashSet<>(request.tags().only());
        asked.addAll(request.tags().skip());
        for (String tag : asked) {
            if (!known.contains(tag) && !TagSelection.SPECIAL.contains(tag)) {
                Diagnostic unknown =
                        new Diagnostic(
                                Diagnostic.Severity.WARNING,
                                PlaybookCode.UNKNOWN_TAG,
                                "no task has the tag `" + tag + "`",
                                Optional.empty(),
                                "",
                                List.of(),
                                List.of(),
                                List.of());
                problems.add(
                        dev.rappel.engine.text.DidYouMean.question(tag, known)
                                .map(unknown::help)
                                .orElse(
                                        known.isEmpty()
                                                ? unknown.note("no task has any")
                                                : unknown.note(
                                                        "there are " + Wording.list(known))));
            }
        }
    }
}
