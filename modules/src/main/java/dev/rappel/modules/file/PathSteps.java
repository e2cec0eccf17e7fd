package dev.rappel.modules.file;

import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The steps that change what stands at a path, and those that put it back. Each is harmless when it
 * is done a second time.
 */
final class PathSteps {
    private PathSteps() {}

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** $1 path, $2 mode, $3 uid:gid. Nobody can look in before the rights are right. */
    static final String FOLDER =
            """
            umask 022
            mkdir -p -m 0700 -- "$1" || exit
            [ "$(stat -L -c %u:%g -- "$1")" = "$3" ] || chown -- "$3" "$1" || exit
            chmod -- "$2" "$1"
            """;

    /** $1 path, $2 mode, $3 uid:gid. chown takes setuid bits away, so the mode comes last. */
    static final String RIGHTS =
            """
            [ -e "$1" ] || exit 0
            [ "$(stat -L -c %u:%g -- "$1")" = "$3" ] || chown -- "$3" "$1" || exit
            chmod -- "$2" "$1"
            """;

    /** $1 link, $2 uid:gid. */
    static final String LINK_OWNER =
            """
            [ -L "$1" ] || exit 0
            chown -h -- "$2" "$1"
            """;

    /** $1 folder, $2 mode or empty, $3 owner in chown's form or empty. */
    static final String WITHIN =
            """
            if [ -n "$3" ]; then find -H "$1" -mindepth 1 ! -type l -exec chown -- "$3" {} + || exit; fi
            if [ -n "$2" ]; then find -H "$1" -mindepth 1 ! -type l -exec chmod -- "$2" {} + || exit; fi
            """;

    /** uid:gid, mode and path of each thing. */
    static final String WITHIN_BACK =
            """
            while [ $# -ge 3 ]; do
              if [ -e "$3" ] && [ ! -L "$3" ]; then
                chown -- "$1" "$3" && chmod -- "$2" "$3" || exit
              fi
              shift 3
            done
            """;

    /** $1 link, $2 what it points to, $3 a name to make it under. */
    static final String LINK =
            """
            rm -f -- "$3"
            ln -s -- "$2" "$3" && mv -f -T -- "$3" "$1"
            """;

    /**
     * $1 path, $2 where to keep it. A second name for the file needs no room on the disk. What an
     * earlier change of the same run kept there is moved on, because the way back leads over it.
     */
    static final String KEEP =
            """
            if [ ! -f "$1" ] || [ -L "$1" ] || [ "$1" -ef "$2" ]; then exit 0; fi
            if [ -e "$2" ] || [ -L "$2" ]; then
              n=1
              while [ -e "$2.$n" ] || [ -L "$2.$n" ]; do n=$((n + 1)); done
              mv -f -T -- "$2" "$2.$n" || exit
            fi
            ln -- "$1" "$2" 2>/dev/null || cp -p -- "$1" "$2"
            """;

    /** What was kept, and is not needed any more. */
    static final String KEPT_GONE =
            """
            rm -rf -- "$1" "$1".[0-9]*
            """;

    /** $1 path, $2 where to keep it. */
    static final String ASIDE =
            """
            if [ ! -e "$1" ] && [ ! -L "$1" ]; then exit 0; fi
            rm -rf -- "$2" && mv -f -T -- "$1" "$2"
            """;

    /** $1 path, $2 where it was kept. */
    static final String ASIDE_BACK =
            """
            if [ -e "$1" ] || [ -L "$1" ]; then exit 0; fi
            mv -f -T -- "$2" "$1"
            """;

    /** The words of a command that only looks at the new file. */
    static final String VALIDATE =
            """
            "$@" < /dev/null
            """;

    /** $1 the new file, $2 path. */
    static final String MOVE =
            """
            mv -f -T -- "$1" "$2"
            """;

    /** $1 path, $2 where it was kept, $3 the new file's name, $4 sha256, $5 mode, $6 uid:gid. */
    static final String PLAIN_BACK =
            """
            is() { [ -f "$1" ] && [ ! -L "$1" ] && h=$(sha256sum < "$1") && [ "${h%% *}" = "$2" ]; }
            rm -f -- "$3"
            if is "$1" "$4"; then rm -f -- "$2"
            else
              for kept in "$2" "$2".[0-9]* ''; do if is "$kept" "$4"; then break; fi; done
              if [ -z "$kept" ]; then echo "what $1 was before is not at $2 any more" >&2; exit 1; fi
              mv -f -T -- "$kept" "$1" || exit
            fi
            [ "$(stat -c %u:%g -- "$1")" = "$6" ] || chown -- "$6" "$1" || exit
            chmod -- "$5" "$1"
            """;

    /** $1 path, $2 the new file's name. */
    static final String FILE_GONE =
            """
            rm -f -- "$2" "$1"
            """;

    /** $1 link, $2 a name that it was made under, $3 what it points to. */
    static final String LINK_GONE =
            """
            rm -f -- "$2"
            if [ -L "$1" ] && [ "$(readlink -- "$1")" = "$3" ]; then rm -f -- "$1"; fi
            """;

    /** Folders, the deepest first. One that something was put into stays. */
    static final String FOLDERS_GONE =
            """
            for d in "$@"; do
              if [ -d "$d" ]; then rmdir -- "$d" 2>/dev/null || exit 0; fi
            done
            """;

    static Step run(String text, String... parameters) {
        List<Value> values = Stream.of(parameters).<Value>map(Value.Text::new).toList();
        return new Step.Run(new Script(text, values, new LinkedHashMap<>(), DEADLINE));
    }

    static Step folder(HostPath path, Thing.Owned owned) {
        return run(FOLDER, path.text(), octal(owned), owned.ids());
    }

    static Step rights(HostPath path, Thing.Owned owned) {
        return run(RIGHTS, path.text(), octal(owned), owned.ids());
    }

    static Step link(HostPath path, String target) {
        return run(LINK, path.text(), target, path.fresh().text());
    }

    static Step withinBack(List<PathState.Within> within) {
        List<String> words = new ArrayList<>();
        within.forEach(w -> words.addAll(List.of(w.ids(), w.mode(), w.path())));
        return run(WITHIN_BACK, words.toArray(String[]::new));
    }

    static Step plainBack(HostPath path, String sha256, Thing.Owned owned) {
        return run(
                PLAIN_BACK,
                path.text(),
                path.before().text(),
                path.fresh().text(),
                sha256,
                octal(owned),
                owned.ids());
    }

    /** Nobody goes back any more: what was kept of a path is not needed. */
    static Step keptGone(HostPath path) {
        return run(KEPT_GONE, path.before().text());
    }

    /** Five digits: with four, GNU's chmod leaves a folder its set-group-ID bit. */
    static String octal(Thing.Owned owned) {
        return octal(owned.mode());
    }

    static String octal(int mode) {
        return "0" + FileMode.octal(mode);
    }
}
