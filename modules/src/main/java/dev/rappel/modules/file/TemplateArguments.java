package dev.rappel.modules.file;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FileMode;
import java.util.Optional;

/** What {@code template} is given; Ansible's names where the meaning is Ansible's. */
public record TemplateArguments(
        @Means(Meaning.TEMPLATE)
                @Doc(
                        "A Mustache template on this machine; a relative path counts from the"
                                + " playbook's folder. Its names are checked when the playbook is read.")
                @Example("templates/app.conf.mustache")
                String src,
        @Doc("The absolute path on the host.") @Example("/etc/app/app.conf") String dest,
        @Doc("The user that owns it; the task's user where it is left out.") @Example("root")
                Optional<String> owner,
        @Doc("The group that owns it; the owner's where it is left out.") @Example("app")
                Optional<String> group,
        @Doc("The permission bits. A file that exists keeps its own where they are left out.")
                @Example("\"0640\"")
                Optional<FileMode> mode,
        @Doc(
                        "A command that checks the new file before it takes its place; `%s` stands for"
                                + " the file. The file is not put in place when the status is not 0.")
                @Example("/usr/sbin/appd --check %s")
                Optional<String> validate) {

    public TemplateArguments {
        if (HostPath.of("dest", dest).isRoot()) {
            throw new IllegalArgumentException("`dest` names a file, and `/` is a folder");
        }
        if (dest.endsWith("/")) {
            throw new IllegalArgumentException(
                    "`dest` names the file itself, not the folder that it goes into: it must not"
                            + " end with `/`");
        }
        new Rights(owner, group, mode);
        Placement.validation(validate);
    }
}
