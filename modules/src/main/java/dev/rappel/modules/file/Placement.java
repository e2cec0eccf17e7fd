package dev.rappel.modules.file;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.command.CommandWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A file that must stand at a path with some content: what {@code copy} and {@code template} have
 * in common.
 *
 * @param validate the words of a command that checks the new file, {@code %s} standing for it
 */
record Placement(
        HostPath dest, NewContent content, Rights rights, Optional<List<String>> validate) {
    private static final int USUAL_MODE = 0644;
    private static final String NEW_FILE = "%s";

    /** What a key looks like in a file; such a file is not shown, whoever marked it or did not. */
    private static final String KEY = "PRIVATE KEY-----";

    PathQuestion question() {
        return new PathQuestion(
                dest, false, Optional.of(content.content().sha256()), rights, false);
    }

    Change<PathState> diff(PathState state) {
        Optional<Rights.Obstacle> obstacle = obstacle(state);
        if (obstacle.isPresent()) {
            return obstacle.get().blocked();
        }
        Thing.Owned after = after(state);
        boolean same = isWanted(state.at());
        List<String> words = new ArrayList<>();
        if (!same) {
            words.add(contentWords(state.at(), after));
        }
        if (state.at() instanceof Thing.Plain plain) {
            words.addAll(Rights.differences(plain.owned(), after));
            if (words.isEmpty()) {
                return new Change.None<>();
            }
            Optional<Rights.Obstacle> forbidden =
                    Rights.forbidden(dest, plain.owned(), after, state);
            if (same && forbidden.isPresent()) {
                return forbidden.get().blocked();
            }
        }
        Act act =
                new Act(
                        state.at() instanceof Thing.Absent ? Act.Kind.CREATE : Act.Kind.CHANGE,
                        dest.text(),
                        String.join(", ", words),
                        same ? Optional.empty() : difference(state.at()),
                        false,
                        same ? List.of(PathSteps.rights(dest, after)) : steps(state, after));
        Thing promised =
                new Thing.Plain(
                        after,
                        content.content().size(),
                        Optional.of(content.content().sha256()),
                        Optional.empty());
        return new Change.Some<>(
                List.of(act), state.at(promised).above(dest.parent(), state.mayWrite()), Set.of());
    }

    private Optional<Rights.Obstacle> obstacle(PathState state) {
        if (!state.above().equals(dest.parent()) || !state.roomAbove()) {
            return Optional.of(
                    state.roomAbove()
                            ? new Rights.Obstacle(
                                    "there is no folder " + dest.parent().text(),
                                    "make it first: `file: {path: "
                                            + dest.parent().text()
                                            + ", state: directory}`",
                                    true)
                            : new Rights.Obstacle(
                                    state.above().text() + " is not a folder",
                                    "correct `dest`",
                                    true));
        }
        if (state.at() instanceof Thing.Folder || state.at() instanceof Thing.Other) {
            return Optional.of(
                    new Rights.Obstacle(
                            dest.text() + " is " + state.at().noun(),
                            "`dest` names the file itself, not the folder that it goes into",
                            false));
        }
        Optional<Rights.Obstacle> unknown = rights.obstacle(state);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (!isWanted(state.at()) && !state.mayWrite()) {
            return Optional.of(
                    new Rights.Obstacle(
                            "`" + state.me().user() + "` may not write to " + dest.parent().text(),
                            "add `become: true` to the task",
                            false));
        }
        return Optional.empty();
    }

    private boolean isWanted(Thing thing) {
        return thing instanceof Thing.Plain plain
                && plain.sha256().filter(content.content().sha256()::equals).isPresent();
    }

    /** Only root can give a new file to somebody else, so what others replace becomes theirs. */
    private Thing.Owned after(PathState state) {
        if (!(state.at() instanceof Thing.Plain plain)) {
            return rights.fresh(state, USUAL_MODE);
        }
        return isWanted(plain) || state.me().isRoot()
                ? rights.on(plain.owned(), state)
                : rights.fresh(state, plain.owned().mode());
    }

    private String contentWords(Thing before, Thing.Owned after) {
        String size = NewContent.size(content.content().size());
        if (before instanceof Thing.Absent) {
            return "new, " + size + ", " + rights.words(after);
        }
        if (!(before instanceof Thing.Plain plain)) {
            return before.noun() + " → a file, " + size + ", " + rights.words(after);
        }
        if (isSecret(before)) {
            return "content, secret";
        }
        Optional<String> text = content.text();
        if (plain.text().isPresent() && text.isPresent()) {
            long old = plain.text().get().lines().count();
            long fresh = text.get().lines().count();
            String lines = fresh == 1 ? " line" : " lines";
            return "content, " + (old == fresh ? fresh : old + " → " + fresh) + lines;
        }
        String old = NewContent.size(plain.size());
        return "content, " + (old.equals(size) ? size : old + " → " + size);
    }

    private boolean isSecret(Thing before) {
        return content.secret()
                || content.text().filter(t -> t.contains(KEY)).isPresent()
                || (before instanceof Thing.Plain plain
                        && plain.text().filter(t -> t.contains(KEY)).isPresent());
    }

    private Optional<Act.Difference> difference(Thing before) {
        Optional<String> old = before instanceof Thing.Plain plain ? plain.text() : Optional.of("");
        Optional<String> text = content.text();
        if (old.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        Value one = new Value.Text(old.get());
        Value other = new Value.Text(text.get());
        return Optional.of(
                isSecret(before)
                        ? new Act.Difference(new Value.Secret(one), new Value.Secret(other))
                        : new Act.Difference(one, other));
    }

    private List<Step> steps(PathState state, Thing.Owned after) {
        List<Step> steps = new ArrayList<>();
        if (state.at() instanceof Thing.Plain) {
            steps.add(PathSteps.run(PathSteps.KEEP, dest.text(), dest.before().text()));
        }
        boolean mine = after.uid() == state.me().uid() && after.gid() == state.me().gid();
        HostPath target = validate.isPresent() ? dest.fresh() : dest;
        steps.add(
                new Step.Put(
                        new Upload(
                                content.content(),
                                target.text(),
                                Integer.toOctalString(after.mode()),
                                mine ? Optional.empty() : Optional.of(after.ids()),
                                target.equals(dest))));
        if (validate.isPresent()) {
            String[] words =
                    validate.get().stream()
                            .map(w -> w.replace(NEW_FILE, target.text()))
                            .toArray(String[]::new);
            steps.add(PathSteps.run(PathSteps.VALIDATE, words));
            steps.add(PathSteps.run(PathSteps.MOVE, target.text(), dest.text()));
        }
        return steps;
    }

    void act(HostAccess host, Act act) throws Failure, InterruptedException {
        StepWork.all(host, dest.text() + " was not changed", act.steps());
    }

    Undo wayBack(PathState before) {
        boolean kept = before.at() instanceof Thing.Plain && !isWanted(before.at());
        return new Undo.Steps(
                List.of(
                        switch (before.at()) {
                            case Thing.Absent _ ->
                                    PathSteps.run(
                                            PathSteps.FILE_GONE, dest.text(), dest.fresh().text());
                            case Thing.Link(var _, String target) -> PathSteps.link(dest, target);
                            case Thing.Plain plain ->
                                    isWanted(plain)
                                            ? PathSteps.rights(dest, plain.owned())
                                            : PathSteps.plainBack(
                                                    dest, plain.sha256().orElse(""), plain.owned());
                            case Thing.Folder _, Thing.Other _ ->
                                    throw new IllegalStateException("such a change is blocked");
                        }),
                List.of(),
                kept ? List.of(PathSteps.keptGone(dest)) : List.of());
    }

    Value.Fields result(PathState state) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("dest", new Value.Text(dest.text()));
        fields.put("sha256", new Value.Text(content.content().sha256()));
        fields.put("size", new Value.Whole(content.content().size()));
        state.at()
                .rights()
                .ifPresent(owned -> {
                    fields.put("owner", new Value.Text(owned.user()));
                    fields.put("group", new Value.Text(owned.group()));
                    fields.put("mode", new Value.Text(PathSteps.octal(owned).substring(1)));
                });
        return new Value.Fields(fields);
    }

    /** The words of a {@code validate} argument. */
    static Optional<List<String>> validation(Optional<String> command) {
        return command.map(c -> {
            List<String> words = CommandWords.split("validate", c);
            if (words.stream().noneMatch(w -> w.contains(NEW_FILE))) {
                throw new IllegalArgumentException(
                        "`validate` needs `"
                                + NEW_FILE
                                + "` where the new file's path is to stand");
            }
            return words;
        });
    }
}
