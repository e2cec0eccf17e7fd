package dev.rappel.lab.process;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the lab keeps what it makes: releases, images, labs. All of it can be made again, so all of
 * it may be deleted while no lab is up.
 *
 * <p>{@code RAPPEL_CACHE} names the folder itself; else it is {@code rappel} in {@code
 * XDG_CACHE_HOME}, else in {@code ~/.cache}.
 */
public record CacheFolder(Path root) {
    /** The folder that this environment and home folder lead to; nothing is created. */
    public static CacheFolder of(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("RAPPEL_CACHE", "");
        if (!own.isBlank()) {
            return new CacheFolder(Path.of(own).toAbsolutePath());
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG rules: a relative path there is invalid and to be ignored.
        Path caches =
                !xdg.isBlank() && Path.of(xdg).isAbsolute() ? Path.of(xdg) : home.resolve(".cache");
        return new CacheFolder(caches.resolve("rappel"));
    }

    /** The folder for this process. */
    public static CacheFolder ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    public Path releases() {
        return root.resolve("releases");
    }

    public Path images() {
        return root.resolve("images");
    }

    /** The folder of all labs; one below it for each. */
    public Path labs() {
        return root.resolve("lab");
    }
}
