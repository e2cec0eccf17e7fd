package dev.rappel.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a user's file to a {@link Source}. Whatever is wrong with the file is a diagnostic; nothing
 * is thrown. Only regular files are opened (a pipe or a terminal could wait for ever), only UTF-8
 * is taken, and no more than the limit is ever in memory.
 */
public final class SourceReader {
    /** 16 MiB: about a hundred times the inventory of 10 000 hosts with a few variables each. */
    public static final long DEFAULT_LIMIT = 16L << 20;

    private final long limit;

    /**
     * @param limit the largest file to be read, in bytes
     */
    public SourceReader(long limit) {
        this.limit = limit;
    }

    public SourceReader() {
        this(DEFAULT_LIMIT);
    }

    /** Reads a file under the name by which the user knows it. */
    public Optional<Source> read(Path file, String name, Problems problems) {
        try {
            if (!Files.exists(file)) {
                problems.add(missing(file, name));
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                problems.add(notAFile(file, name));
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            }
            if (bytes.length > limit) {
                problems.add(
                        Diagnostic.error(TextCode.TOO_LARGE, name + " is too large")
                                .note("files of up to " + Masses.bytes(limit) + " are read"));
                return Optional.empty();
            }
            return decode(bytes, name, problems);
        } catch (NoSuchFileException e) {
            problems.add(missing(file, name));
        } catch (AccessDeniedException e) {
            problems.add(
                    Diagnostic.error(TextCode.UNREADABLE, name + " cannot be read")
                            .note("permission denied")
                            .help("ls -l " + name));
        } catch (IOException e) {
            problems.add(
                    Diagnostic.error(TextCode.UNREADABLE, name + " cannot be read")
                            .note(reason(e)));
        }
        return Optional.empty();
    }

    public Optional<Source> read(Path file, Problems problems) {
        return read(file, file.toString(), problems);
    }

    /** Makes a source of bytes that did not come from a file, such as standard input. */
    public Optional<Source> decode(byte[] bytes, String name, Problems problems) {
        Optional<String> other = otherEncoding(bytes);
        if (other.isPresent()) {
            problems.add(
                    Diagnostic.error(
                                    TextCode.OTHER_ENCODING,
                                    name + " is " + other.get() + ", not UTF-8")
                            .help("iconv -f " + other.get() + " -t UTF-8 " + name + " > new-file"));
            return Optional.empty();
        }
        int skip = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        CharBuffer out = CharBuffer.allocate(bytes.length - skip);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            problems.add(invalid(bytes, in.position(), out.flip().toString(), name));
            return Optional.empty();
        }
        Source source = new Source(name, out.flip().toString());
        return Characters.check(source, problems) ? Optional.of(source) : Optional.empty();
    }

    /** The place is shown in the text up to the bad byte, which itself cannot be shown. */
    private static Diagnostic invalid(byte[] bytes, int at, String before, String name) {
        int end = at;
        while (end < bytes.length && end - at < 80 && bytes[end] != '\n') {
            end++;
        }
        String rest = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        int from = before.lastIndexOf('\n', Math.max(0, before.length() - 1)) + 1;
        if (before.length() - from > 4096) {
            rest = "\ufffd";
        }
        Source shown = new Source(name, before + visible(rest));
        return Diagnostic.error(
                        TextCode.NOT_UTF8,
                        String.format(Locale.ROOT, "byte 0x%02X is not UTF-8", bytes[at] & 0xff),
                        shown.span(before.length(), before.length() + 1))
                .label(String.format(Locale.ROOT, "byte %d of the file", at + 1))
                .help(
                        "if the file is in Latin-1: iconv -f ISO-8859-1 -t UTF-8 "
                                + name
                                + " > new-file");
    }

    private static String visible(String text) {
        String shown =
                text.codePoints()
                        .map(c -> Characters.isControl(c) ? 0xfffd : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return shown.isEmpty() ? "\ufffd" : shown;
    }

    /** A byte-order mark says so; without one, the zero bytes of Latin letters do. */
    private static Optional<String> otherEncoding(byte[] b) {
        if (startsWith(b, 0xff, 0xfe, 0, 0)) {
            return Optional.of("UTF-32LE");
        } else if (startsWith(b, 0, 0, 0xfe, 0xff)) {
            return Optional.of("UTF-32BE");
        } else if (startsWith(b, 0xff, 0xfe)) {
            return Optional.of("UTF-16LE");
        } else if (startsWith(b, 0xfe, 0xff)) {
            return Optional.of("UTF-16BE");
        } else if (b.length >= 4 && b[0] == 0 && b[1] == 0 && b[2] == 0 && b[3] != 0) {
            return Optional.of("UTF-32BE");
        } else if (b.length >= 4 && b[0] != 0 && b[1] == 0 && b[2] == 0 && b[3] == 0) {
            return Optional.of("UTF-32LE");
        } else if (b.length >= 4 && b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0) {
            return Optional.of("UTF-16BE");
        } else if (b.length >= 4 && b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0) {
            return Optional.of("UTF-16LE");
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static Diagnostic missing(Path file, String name) {
        Diagnostic missing = Diagnostic.error(TextCode.FILE_MISSING, name + " does not exist");
        Path folder = file.toAbsolutePath().getParent();
        Path last = file.getFileName();
        if (folder == null || last == null) {
            return missing;
        }
        if (!Files.isDirectory(folder)) {
            Path given = file.getParent();
            return missing.note(
                    "the folder " + (given == null ? folder : given) + " does not exist either");
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names =
                    siblings.limit(10_000).map(p -> String.valueOf(p.getFileName())).toList();
            return DidYouMean.closest(last.toString(), names)
                    .map(n -> missing.help("did you mean " + file.resolveSibling(n) + "?"))
                    .orElse(missing);
        } catch (IOException e) {
            return missing;
        }
    }

    private static Diagnostic notAFile(Path file, String name) {
        return Files.isDirectory(file)
                ? Diagnostic.error(TextCode.NOT_A_FILE, name + " is a folder, not a file")
                : Diagnostic.error(TextCode.NOT_A_FILE, name + " is not a regular file")
                        .note("a device or a pipe could make the reading wait for ever")
                        .help("write its contents to a file first");
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? "the system gives no reason" : message;
    }
}
