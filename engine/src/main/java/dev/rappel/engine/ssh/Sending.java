package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** One file on its way to a host. */
final class Sending {
    private static final Duration LOOKING = Duration.ofMinutes(5);

    /** How long the host may take no byte at all. */
    private static final Duration STALL = Duration.ofSeconds(60);

    /** How long it may take to make durable what it has. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    // Where there is an openssl it uses the processor's own instructions and is five times as fast,
    // which what else works on the host will notice; for a small file it only starts more slowly.
    private static final String DIGEST =
            """
            digest() {
              if [ "$2" -gt 4194304 ]; then openssl dgst -sha256 -r <"$1" 2>/dev/null && return; fi
              sha256sum <"$1"
            }
            """;

    private static final String COMPARE =
            DIGEST
                    + """
                    t=$1 hash=$2 mode=$3 owner=$4 size=$5
                    [ -f "$t" ] && [ ! -L "$t" ] || exit 10
                    set -- $(stat -c '%s %a %U:%G %u:%g' "$t")
                    [ "$1" = "$size" ] || exit 10
                    set -- "$2" "$3" "$4" $(digest "$t" "$size")
                    [ "$4" = "$hash" ] || exit 10
                    case $owner in
                    '' | "$2" | "$3") ;;
                    *:*) chown "$owner" "$t" || exit 11 ;;
                    *) case "$2 $3" in "$owner":*" "* | *" $owner":*) ;; *) chown "$owner" "$t" || exit 11 ;; esac ;;
                    esac
                    [ "$(stat -c %a "$t")" = "$mode" ] || chmod "$mode" "$t" || exit 11
                    """;

    // A large file is made durable block by block. Were all of it left to the end, whoever waits
    // for a small file to become durable, as databases do with each write, would wait for this one.
    //
    // The file's place in SELinux: as the one it replaces, else as the rules for its path say.
    private static final String RECEIVE =
            ShellProcess.NAME_ITSELF
                    + DIGEST
                    + """
                    word=$1 target=$2 hash=$3 size=$4 mode=$5 owner=$6
                    fail() { echo "$word fail $1"; exit 1; }
                    folder=${target%/*}
                    [ -d "${folder:-/}" ] || fail "there is no folder ${folder:-/}"
                    [ ! -d "$target" ] || fail "$target is a folder"
                    umask 077
                    # What serves clients there comes first.
                    [ "$size" -le 4194304 ] || { renice -n 10 -p $$; ionice -c 3 -p $$; } >/dev/null 2>&1
                    part=$(mktemp "$folder/.rappel.XXXXXXXX" 2>&1) || fail "$part"
                    trap 'rm -f "$part"' EXIT
                    trap 'exit 1' HUP INT TERM PIPE
                    echo "$word ready $self"
                    if [ "$size" -le 8388608 ]; then said=$(head -c "$size" 2>&1 >"$part") || fail "$said"
                    else
                      said=$(head -c "$size" |
                        dd bs=8M iflag=fullblock oflag=dsync of="$part" status=none 2>&1) || fail "$said"
                    fi
                    [ "$(stat -c %s "$part")" = "$size" ] || fail "not all of it arrived"
                    set -- $(digest "$part" "$size")
                    [ "$1" = "$hash" ] || fail "what arrived has another SHA-256"
                    if [ "$owner" ]; then said=$(chown "$owner" "$part" 2>&1) || fail "$said"; fi
                    said=$(chmod "$mode" "$part" 2>&1) || fail "$said"
                    selinux=
                    if [ -e /sys/fs/selinux/enforce ]; then
                      selinux=new
                      if [ -e "$target" ]; then chcon --reference="$target" "$part" 2>/dev/null && selinux=kept; fi
                    fi
                    said=$(sync "$part" 2>&1) || fail "$said"
                    said=$(mv -fT "$part" "$target" 2>&1) || fail "$said"
                    trap - EXIT
                    [ "$selinux" != new ] || restorecon "$target" 2>/dev/null
                    sync "${folder:-/}" 2>/dev/null
                    echo "$word done"
                    """;

    private final Link link;
    private final Rights rights;
    private final Upload upload;
    private final String mode;

    Sending(Link link, Rights rights, Upload upload) {
        this.link = link;
        this.rights = rights;
        this.upload = upload;
        // As stat prints it, so that the two can be compared.
        this.mode = Integer.toOctalString(Integer.parseInt(upload.mode(), 8));
    }

    /** Puts the file in place unless it is there. */
    void run() throws Failure, InterruptedException {
        if (upload.differs()) {
            link.data(this::send);
            return;
        }
        Content content = upload.content();
        ShellOutput there =
                link.run(
                        rights,
                        Script.of(
                                COMPARE,
                                LOOKING,
                                new Value.Text(upload.target()),
                                new Value.Text(content.sha256()),
                                new Value.Text(mode),
                                new Value.Text(upload.owner().orElse("")),
                                new Value.Whole(content.size())),
                        Shell.MOST);
        switch (there.status()) {
            case 0 -> {}
            case 10 -> link.data(this::send);
            default -> throw failed(String.join(" ", ShellText.lastLines(there.errText(), 1)));
        }
    }

    private void send(Wire wire) throws Failure, InterruptedException {
        Exec exec;
        try {
            exec = Sudo.shell(wire, rights);
        } catch (IOException e) {
            throw lost(String.valueOf(e.getMessage())).cause(e);
        }
        boolean done = false;
        Optional<ShellProcess> receiver = Optional.empty();
        try {
            String word = Sudo.nonce();
            String line =
                    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export PATH LC_ALL; cd /; exec /bin/sh -c %s sh %s %s %s %d %s %s\n"
                            .formatted(
                                    ShellText.quoted(RECEIVE),
                                    word,
                                    ShellText.quoted(upload.target()),
                                    upload.content().sha256(),
                                    upload.content().size(),
                                    mode,
                                    ShellText.quoted(upload.owner().orElse("")));
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            int _ = exec.send(bytes, bytes.length, STALL);
            receiver = ShellProcess.of(expect(exec, word, "ready", STALL));
            OwnThread.run("send to " + link.target().name(), () -> pour(exec));
            String _ = expect(exec, word, "done", SETTLING);
            done = true;
        } finally {
            if (done) {
                exec.finish();
            } else {
                // It may have all bytes, and be about to put the file in place.
                receiver.ifPresent(process -> link.leaves(wire, rights, process));
                exec.abandon();
            }
        }
    }

    private void pour(Exec exec) throws Failure, InterruptedException {
        byte[] chunk = new byte[256 * 1024];
        long left = upload.content().size();
        try (InputStream bytes = open()) {
            int count;
            while (left > 0
                    && (count = bytes.read(chunk, 0, (int) Math.min(chunk.length, left))) > 0) {
                if (exec.send(chunk, count, STALL) < count) {
                    // The host has ended it, and says why; or it takes nothing, and that shows
                    // next.
                    return;
                }
                left -= count;
            }
        } catch (IOException e) {
            throw failed("it cannot be read here: " + e.getMessage()).cause(e);
        }
        if (left > 0) {
            throw failed("the file here has become shorter since it was looked at")
                    .help("plan again");
        }
    }

    private InputStream open() throws IOException {
        return switch (upload.content()) {
            case Content.Local local -> Files.newInputStream(local.file());
            case Content.Inline inline ->
                    new ByteArrayInputStream(
                            ShellText.word(inline.text()).getBytes(StandardCharsets.UTF_8));
        };
    }

    /** What stands behind the word that is waited for. */
    private String expect(Exec exec, String word, String what, Duration time)
            throws Failure, InterruptedException {
        String answer =
                exec.await(
                        (out, err) -> {
                            String all = new String(out.all(), StandardCharsets.UTF_8);
                            for (String line : all.lines().toList()) {
                                if (line.startsWith(word + " " + what)
                                        || line.startsWith(word + " fail ")) {
                                    return line.substring(word.length() + 1);
                                }
                            }
                            return out.ended() ? "" : null;
                        },
                        System.nanoTime() + time.toNanos());
        if (answer == null) {
            throw failed("the host did not go on with it for " + time.toSeconds() + " s");
        }
        if (answer.isEmpty()) {
            throw exec.broken()
                    ? lost("it ended while the file was on its way")
                    : failed("what received it on the host ended early")
                            .evidence(ShellText.lastLines(exec.rest(true), 5));
        }
        if (answer.startsWith("fail ")) {
            throw failed(answer.substring("fail ".length()));
        }
        return answer.substring(what.length());
    }

    private Failure lost(String why) {
        return Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "the connection to %s broke; %s was not replaced, or whole"
                                .formatted(link.target().name(), upload.target()))
                .why(why);
    }

    private Failure failed(String why) {
        boolean full = why.contains("No space left");
        boolean denied = why.contains("Permission denied") || why.contains("not permitted");
        return Failure.of(
                        Failure.Kind.FAILED,
                        "cannot put %s on %s".formatted(upload.target(), link.target().name()))
                .why(why)
                .help(
                        full
                                ? "make room there; the file is as it was before"
                                : denied ? "see whether become is set, and to whom" : "");
    }
}
