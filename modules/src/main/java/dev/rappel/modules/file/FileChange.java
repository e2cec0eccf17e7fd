package dev.rappel.modules.file;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code file} does to a path, and how that is taken back. */
record FileChange(HostPath path, FileArguments args) {
    private static final int USUAL_MODE = 0755;

    /** More than this is not remembered one by one. */
    private static final int MOST_WITHIN = 2000;

    Change<PathState> diff(PathState state) {
        if (args.state() == FileArguments.State.ABSENT) {
            return absent(state);
        }
        Optional<Rights.Obstacle> unknown = args.rights().obstacle(state);
        if (unknown.isPresent()) {
            return unknown.get().blocked();
        }
        return switch (args.state()) {
            case FILE -> file(state);
            case DIRECTORY -> folder(state);
            case LINK -> link(state, args.src().orElse(""));
            case ABSENT -> throw new IllegalStateException("seen to above");
        };
    }

    private Change<PathState> absent(PathState state) {
        if (state.at() instanceof Thing.Absent) {
            return new Change.None<>();
        }
        if (!state.mayWrite()) {
            return mayNotWrite(state);
        }
        Act act =
                Act.quiet(
                        Act.Kind.REMOVE,
                        path.text(),
                        state.at().noun(),
                        PathSteps.run(PathSteps.ASIDE, path.text(), path.before().text()));
        return some(act, state.at(new Thing.Absent()));
    }

    private static <S> Change<S> some(Act act, S promised) {
        return new Change.Some<>(List.of(act), promised, Set.of());
    }

    private Change<PathState> mayNotWrite(PathState state) {
        return new Change.Blocked<>(
                "`" + state.me().user() + "` may not write to " + state.above().text(),
                "add `become: true` to the task");
    }

    private Change<PathState> wrongKind(PathState state) {
        return new Change.Blocked<>(
                path.text() + " is " + state.at().noun(),
                "remove it first, with a task of its own: `file: {path: "
                        + path.text()
                        + ", state: absent}`",
                true);
    }

    private Change<PathState> file(PathState state) {
        return switch (state.at()) {
            case Thing.Absent _ ->
                    new Change.Blocked<>(
                            "there is no file " + path.text(),
                            "make it with `copy` or `template`; `file` only sets its rights",
                            true);
            case Thing.Folder _, Thing.Link _ ->
                    new Change.Blocked<>(
                            path.text() + " is " + state.at().noun(),
                            "say `state: directory` or `state: link`",
                            true);
            case Thing.Plain plain -> rights(state, plain.owned());
            case Thing.Other other -> rights(state, other.owned());
        };
    }

    private Change<PathState> folder(PathState state) {
        return switch (state.at()) {
            case Thing.Absent _ -> {
                if (!state.roomAbove()) {
                    yield new Change.Blocked<>(
                            state.above().text() + " is not a folder", "correct `path`", true);
                }
                if (!state.mayWrite()) {
                    yield mayNotWrite(state);
                }
                Thing.Owned owned = args.rights().fresh(state, USUAL_MODE);
                Act act =
                        Act.quiet(
                                Act.Kind.CREATE,
                                path.text(),
                                "new folder, " + args.rights().words(owned),
                                PathSteps.folder(path, owned));
                yield some(act, state.at(new Thing.Folder(owned)).above(path.parent(), true));
            }
            case Thing.Folder folder -> rights(state, folder.owned());
            case Thing.Plain _, Thing.Link _, Thing.Other _ -> wrongKind(state);
        };
    }

    private Change<PathState> link(PathState state, String target) {
        Thing.Owned owned = args.rights().fresh(state, 0777);
        String words =
                switch (state.at()) {
                    case Thing.Absent _ -> "link → " + target;
                    case Thing.Link(var _, String now) ->
                            now.equals(target) ? "" : "link " + now + " → " + target;
                    case Thing.Plain _, Thing.Folder _, Thing.Other _ -> "no";
                };
        if (words.equals("no")) {
            return wrongKind(state);
        }
        List<Step> steps = new ArrayList<>();
        List<String> said = new ArrayList<>();
        if (!words.isEmpty()) {
            if (!state.roomAbove() || !state.above().equals(path.parent())) {
                return new Change.Blocked<>(
                        "there is no folder " + path.parent().text(), "make it first", true);
            }
            if (!state.mayWrite()) {
                return mayNotWrite(state);
            }
            said.add(words);
            steps.add(PathSteps.link(path, target));
        }
        // A link that is made anew is mine; its mode means nothing.
        Thing.Owned now =
                state.at() instanceof Thing.Link link && words.isEmpty()
                        ? link.owned()
                        : state.own(0777);
        Thing.Owned then = words.isEmpty() ? args.rights().on(now, state).mode(now.mode()) : owned;
        if (now.uid() != then.uid() || now.gid() != then.gid()) {
            if (words.isEmpty()) {
                said.addAll(Rights.differences(now, then));
            } else {
                said.add("owner " + then.user());
            }
            Optional<Rights.Obstacle> forbidden = Rights.forbidden(path, now, then, state);
            if (forbidden.isPresent()) {
                return forbidden.get().blocked();
            }
            steps.add(PathSteps.run(PathSteps.LINK_OWNER, path.text(), then.ids()));
        }
        if (steps.isEmpty()) {
            return new Change.None<>();
        }
        Act.Kind kind = state.at() instanceof Thing.Absent ? Act.Kind.CREATE : Act.Kind.CHANGE;
        return some(
                Act.quiet(kind, path.text(), String.join(", ", said), steps.toArray(Step[]::new)),
                state.at(new Thing.Link(then, target)));
    }

    private Change<PathState> rights(PathState state, Thing.Owned now) {
        Thing.Owned then = args.rights().on(now, state);
        List<String> said = Rights.differences(now, then);
        Optional<Rights.Obstacle> forbidden = Rights.forbidden(path, now, then, state);
        if (forbidden.isPresent()) {
            return forbidden.get().blocked();
        }
        List<Step> steps = new ArrayList<>();
        if (!said.isEmpty()) {
            steps.add(PathSteps.rights(path, then));
        }
        if (!state.within().isEmpty()) {
            int many = state.within().size();
            said.add(
                    (state.withinCut() ? "more than " : "")
                            + many
                            + (many == 1 ? " thing" : " things")
                            + " in it");
            steps.add(
                    PathSteps.run(
                            PathSteps.WITHIN,
                            path.text(),
                            args.mode().map(m -> PathSteps.octal(m.bits())).orElse(""),
                            owner(state)));
        }
        if (steps.isEmpty()) {
            return new Change.None<>();
        }
        return some(
                Act.quiet(
                        Act.Kind.CHANGE,
                        path.text(),
                        String.join(", ", said),
                        steps.toArray(Step[]::new)),
                state.at(state.at().with(then)).settled());
    }

    private static String owner(PathState state) {
        String owner = state.owner().map(o -> Long.toString(o.uid())).orElse("");
        return owner + state.group().map(g -> ":" + g.gid()).orElse("");
    }

    Undo wayBack(PathState before) {
        boolean more = before.withinCut() || before.within().size() > MOST_WITHIN;
        if (args.state() != FileArguments.State.ABSENT && more) {
            return new Undo.Impossible(
                    "the rights of more than "
                            + MOST_WITHIN
                            + " things in "
                            + path.text()
                            + " are not remembered one by one");
        }
        return new Undo.Steps(
                back(before),
                List.of(),
                args.state() == FileArguments.State.ABSENT
                        ? List.of(PathSteps.keptGone(path))
                        : List.of());
    }

    private List<Step> back(PathState before) {
        return switch (args.state()) {
            case ABSENT ->
                    List.of(PathSteps.run(PathSteps.ASIDE_BACK, path.text(), path.before().text()));
            case LINK ->
                    before.at() instanceof Thing.Link(var owned, String target)
                            ? List.of(
                                    PathSteps.link(path, target),
                                    PathSteps.run(PathSteps.LINK_OWNER, path.text(), owned.ids()))
                            : List.of(
                                    PathSteps.run(
                                            PathSteps.LINK_GONE,
                                            path.text(),
                                            path.fresh().text(),
                                            args.src().orElse("")));
            case FILE, DIRECTORY -> {
                if (before.at() instanceof Thing.Absent) {
                    yield List.of(
                            PathSteps.run(
                                    PathSteps.FOLDERS_GONE,
                                    path.missing(before.above()).stream()
                                            .map(HostPath::text)
                                            .toArray(String[]::new)));
                }
                List<Step> steps = new ArrayList<>();
                if (!before.within().isEmpty()) {
                    steps.add(PathSteps.withinBack(before.within()));
                }
                before.at().rights().ifPresent(o -> steps.add(PathSteps.rights(path, o)));
                yield List.copyOf(steps);
            }
        };
    }
}
