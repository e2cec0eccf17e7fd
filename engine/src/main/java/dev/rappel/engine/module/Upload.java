package dev.rappel.engine.module;

import java.util.Optional;

/**
 * A file that must stand on a host.
 *
 * <p>It goes up beside its target under a temporary name, is made durable, compared by its hash and
 * renamed into place; content that the host already has is not sent again.
 *
 * @param content where the bytes come from
 * @param target the absolute path on the host
 * @param mode permission bits in octal without a leading zero, such as {@code 644}
 * @param owner {@code user} or {@code user:group}; empty for the user the task runs as
 * @param differs whether the host was just seen not to have this content, and need not be asked
 *     again; true only of what is done right after that look
 */
public record Upload(
        Content content, String target, String mode, Optional<String> owner, boolean differs) {
    /** One of which nothing is known. */
    public Upload(Content content, String target, String mode, Optional<String> owner) {
        this(content, target, mode, owner, false);
    }

    public Upload {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + target);
        }
    }
}
