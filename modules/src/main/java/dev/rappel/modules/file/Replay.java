package dev.rappel.modules.file;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a path will be once acts that are planned have been done. */
final class Replay {
    private final HostPath path;
    private final Map<String, Thing> waiting = new HashMap<>();
    private PathState state;

    private Replay(HostPath path, PathState state) {
        this.path = path;
        this.state = state;
    }

    static PathState of(PathState observed, HostPath path, List<Act> earlier) {
        Replay replay = new Replay(path, observed);
        earlier.forEach(replay::act);
        return replay.state;
    }

    private void act(Act act) {
        boolean ours = false;
        for (Step step : act.steps()) {
            ours |= step(step);
        }
        if (!ours && act.subject().startsWith("/")) {
            other(act);
        }
    }

    /** Of other modules' acts only what they are about is known. */
    private void other(Act act) {
        HostPath subject;
        try {
            subject = HostPath.of("path", act.subject());
        } catch (IllegalArgumentException e) {
            return;
        }
        switch (act.kind()) {
            case CREATE -> {
                if (!subject.isRoot() && !path.isRoot() && subject.isIn(path.parent())) {
                    folderAbove(path.parent(), true);
                }
            }
            case REMOVE -> gone(subject);
            case CHANGE, INTERRUPT, CHECK -> {}
        }
    }

    private boolean step(Step step) {
        if (step instanceof Step.Put(Upload upload)) {
            put(upload);
            return true;
        }
        if (!(step instanceof Step.Run(var script))) {
            return false;
        }
        List<String> words =
                script.parameters().stream()
                        .map(v -> v instanceof Value.Scalar s ? s.written() : "")
                        .toList();
        switch (script.text()) {
            case PathSteps.FOLDER -> folder(new HostPath(words.get(0)), rights(words));
            case PathSteps.RIGHTS -> {
                if (words.get(0).equals(path.text())) {
                    state = state.at(state.at().with(rights(words)));
                }
            }
            case PathSteps.LINK -> {
                if (words.get(0).equals(path.text())) {
                    state = state.at(new Thing.Link(state.own(0777), words.get(1)));
                }
            }
            case PathSteps.ASIDE -> gone(new HostPath(words.get(0)));
            case PathSteps.MOVE -> {
                Thing fresh = waiting.get(words.get(0));
                if (fresh != null && words.get(1).equals(path.text())) {
                    state = state.at(fresh);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void put(Upload upload) {
        Thing.Owned own = state.own(Integer.parseInt(upload.mode(), 8));
        Thing.Plain file =
                new Thing.Plain(
                        upload.owner().map(ids -> ids(own, ids)).orElse(own),
                        upload.content().size(),
                        Optional.of(upload.content().sha256()),
                        new NewContent(upload.content()).text());
        waiting.put(upload.target(), file);
        if (upload.target().equals(path.text())) {
            state = state.at(file);
        }
    }

    private void folder(HostPath folder, Thing.Owned rights) {
        if (folder.isIn(path)) {
            if (state.at() instanceof Thing.Absent) {
                boolean itself = folder.equals(path);
                state = state.at(new Thing.Folder(itself ? rights : state.own(0755)));
            }
        } else if (path.isIn(folder)) {
            folderAbove(folder, state.me().isRoot() || rights.uid() == state.me().uid());
        }
        if (!path.isRoot() && folder.isIn(path.parent())) {
            folderAbove(
                    path.parent(),
                    folder.equals(path.parent())
                            ? state.me().isRoot() || rights.uid() == state.me().uid()
                            : state.mayWrite());
        }
    }

    private void folderAbove(HostPath folder, boolean writable) {
        if (folder.depth() > state.above().depth() && folder.isIn(state.above())) {
            state = state.above(folder, writable);
        } else if (folder.equals(state.above()) && writable) {
            state = state.above(folder, true);
        }
    }

    private void gone(HostPath what) {
        if (path.isIn(what)) {
            state = state.at(new Thing.Absent());
            if (!what.isRoot() && state.above().isIn(what)) {
                state = state.above(what.parent(), state.me().isRoot());
            }
        }
    }

    private Thing.Owned rights(List<String> words) {
        return ids(state.own(Integer.parseInt(words.get(1), 8)), words.get(2));
    }

    /** Names are those that the host gave for the numbers, where it gave any. */
    private Thing.Owned ids(Thing.Owned own, String ids) {
        int colon = ids.indexOf(':');
        if (colon < 0 || !ids.chars().allMatch(c -> c == ':' || (c >= '0' && c <= '9'))) {
            return own;
        }
        long uid = Long.parseLong(ids.substring(0, colon));
        long gid = Long.parseLong(ids.substring(colon + 1));
        String user =
                uid == own.uid()
                        ? own.user()
                        : state.owner()
                                .filter(o -> o.uid() == uid)
                                .map(PathState.Account::user)
                                .orElse(Long.toString(uid));
        String group =
                gid == own.gid()
                        ? own.group()
                        : state.group()
                                .filter(g -> g.gid() == gid)
                                .map(PathState.Account::group)
                                .orElse(Long.toString(gid));
        return new Thing.Owned(uid, gid, user, group, own.mode());
    }
}
