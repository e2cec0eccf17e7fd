package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.List;

/**
 * A program that a package manager put there, and will put there again when its package is next
 * upgraded.
 *
 * @param path the program
 * @param name the package's name
 * @param held whether its administrator has told dpkg to leave the package as it is
 * @param manager {@code dpkg} or {@code rpm}
 */
public record PackagedProgram(String path, String name, boolean held, String manager) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Asks which of a member's programs belong to packages. */
    public static Script ask(MemberOnHost member) {
        Value[] paths =
                member.programs().values().stream()
                        .map(MemberOnHost.Program::path)
                        .sorted()
                        .map(Value.Text::new)
                        .toArray(Value[]::new);
        return Script.of(Discovery.text("packages.sh"), DEADLINE, paths).having(Script.Effect.NONE);
    }

    /** The answer to {@link #ask}; where the host could not tell, it is as if there were none. */
    public static List<PackagedProgram> answer(Reply reply) {
        return reply.out()
                .lines()
                .map(line -> line.split(" ", 4))
                .filter(part -> part.length == 4)
                .map(part -> new PackagedProgram(part[3], part[2], part[1].equals("held"), part[0]))
                .toList();
    }

    /** How it is kept from coming back by itself. */
    public String help() {
        return manager.equals("dpkg")
                ? "keep the package from being upgraded: apt-mark hold "
                        + name
                        + "; or set etcd_allow_packaged: true"
                : "keep the package from being upgraded: dnf versionlock add "
                        + name
                        + "; and set etcd_allow_packaged: true";
    }
}
