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
 */
public record Upload(Content content, String target, String mode, Optional<String> owner) {
    public Upload {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + target);
        }
    }
}
