package dev.rappel.modules.file;

import dev.rappel.engine.module.Change;
import dev.rappel.engine.value.FileMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose a thing should be and what they may do with it, as far as a task says so. */
record Rights(Optional<String> owner, Optional<String> group, Optional<FileMode> mode) {
    /** What useradd takes and what directories bring; no colon, no blank at the ends. */
    private static final Pattern NAME = Pattern.compile("[^:\\s/-][^:\\n\\r/\\x00]{0,254}");

    private static final long HIGHEST = 4_294_967_294L;

    Rights {
        owner.ifPresent(o -> check("owner", o));
        group.ifPresent(g -> check("group", g));
    }

    private static void check(String argument, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`" + argument + "` is one name or number; `" + name + "` is not");
        }
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() > 10 || Long.parseLong(name) > HIGHEST)) {
            throw new IllegalArgumentException(
                    "`" + argument + "` is a number from 0 to " + HIGHEST + ", or a name");
        }
    }

    /** Why they cannot be given here; empty where they can. */
    Optional<Obstacle> obstacle(PathState state) {
        if (state.owner().filter(o -> o.uid() < 0).isPresent()) {
            return Optional.of(
                    new Obstacle(
                            "there is no user `" + owner.orElse("") + "` on the host",
                            "make the user first, or correct `owner`",
                            true));
        }
        if (state.group().filter(g -> g.gid() < 0).isPresent()) {
            return Optional.of(
                    new Obstacle(
                            "there is no group `" + group.orElse("") + "` on the host",
                            "make the group first, or correct `group`",
                            true));
        }
        return Optional.empty();
    }

    /** What a thing that is there gets. */
    Thing.Owned on(Thing.Owned present, PathState state) {
        Thing.Owned wanted = present;
        if (state.owner().isPresent() && state.owner().get().uid() != present.uid()) {
            wanted = wanted.owner(state.owner().get().uid(), state.owner().get().user());
        }
        if (state.group().isPresent() && state.group().get().gid() != present.gid()) {
            wanted = wanted.group(state.group().get().gid(), state.group().get().group());
        }
        return mode.isPresent() ? wanted.mode(mode.get().bits()) : wanted;
    }

    /** What a new thing gets: the owner's own group where no group is named. */
    Thing.Owned fresh(PathState state, int usual) {
        Thing.Owned own = state.own(usual);
        if (state.owner().isPresent()) {
            PathState.Account account = state.owner().get();
            own = own.owner(account.uid(), account.user()).group(account.gid(), account.group());
        }
        return on(own, state);
    }

    /** In words what is different; empty where nothing is. */
    static List<String> differences(Thing.Owned before, Thing.Owned after) {
        List<String> words = new ArrayList<>();
        if (before.mode() != after.mode()) {
            words.add(FileMode.octal(before.mode()) + " → " + FileMode.octal(after.mode()));
        }
        if (before.uid() != after.uid()) {
            words.add("owner " + before.user() + " → " + after.user());
        }
        if (before.gid() != after.gid()) {
            words.add("group " + before.group() + " → " + after.group());
        }
        return words;
    }

    /** As it is said of a new thing: the mode, and the owner where one is named. */
    String words(Thing.Owned owned) {
        String words = FileMode.octal(owned.mode());
        if (owner.isPresent() || group.isPresent()) {
            words += ", " + owned.user() + group.map(g -> ":" + g).orElse("");
        }
        return words;
    }

    /** Why a thing's rights cannot be changed by this user; empty where they can. */
    static Optional<Obstacle> forbidden(
            HostPath path, Thing.Owned before, Thing.Owned after, PathState state) {
        if (before.equals(after) || state.me().isRoot()) {
            return Optional.empty();
        }
        if (before.uid() != state.me().uid() || after.uid() != before.uid()) {
            return Optional.of(
                    new Obstacle(
                            "`"
                                    + state.me().user()
                                    + "` may not change the rights of "
                                    + path.text()
                                    + ", which is `"
                                    + before.user()
                                    + "`'s",
                            "add `become: true` to the task",
                            false));
        }
        return Optional.empty();
    }

    /** Why something cannot be done. */
    record Obstacle(String why, String help, boolean liftable) {
        <S> Change.Blocked<S> blocked() {
            return new Change.Blocked<>(why, help, liftable);
        }
    }
}
