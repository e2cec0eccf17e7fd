package dev.rappel.modules.file;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/** What a file is to hold. */
record NewContent(Content content) {
    /**
     * Text that stands in the playbook.
     *
     * @param text a text, or a secret that holds one
     */
    static NewContent of(Value text) {
        byte[] bytes = open(text).getBytes(StandardCharsets.UTF_8);
        return new NewContent(new Content.Inline(text, Digest.sha256(bytes), bytes.length));
    }

    /** Whether nobody may see it. */
    boolean secret() {
        return content instanceof Content.Inline(Value text, String _, long _)
                && text instanceof Value.Secret;
    }

    /**
     * As text; empty where it is none or long. A file of this machine is read for it: what is in it
     * is pinned by its hash, so the answer is always the same.
     */
    Optional<String> text() {
        if (content.size() > PathQuestion.TEXT_LIMIT) {
            return Optional.empty();
        }
        return switch (content) {
            case Content.Inline(Value text, String _, long _) -> Optional.of(open(text));
            case Content.Local(var file, String sha256, long _) -> {
                try {
                    byte[] bytes = Files.readAllBytes(file);
                    yield Digest.sha256(bytes).equals(sha256)
                            ? PathQuestion.text(bytes)
                            : Optional.empty();
                } catch (IOException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private static String open(Value text) {
        Value open = text instanceof Value.Secret hidden ? hidden.reveal() : text;
        return open instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    /** {@code 12 bytes}, {@code 3.4 kB}. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.95 && unit < units.length - 1) {
            amount /= 1000;
            unit++;
        }
        String number = String.format(Locale.ROOT, "%.1f", amount);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
                + " "
                + units[unit];
    }
}
