package dev.rappel.modules.file;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What {@code copy}, {@code template} and {@code file} declare. */
public final class FileSpecs {
    private FileSpecs() {}

    private static final Fact DEST = new Fact("dest", Type.Simple.TEXT, "The path on the host.");
    private static final Fact SHA256 =
            new Fact("sha256", Type.Simple.TEXT, "The hash of the content, in hexadecimal.");
    private static final Fact SIZE = new Fact("size", Type.Simple.WHOLE, "The size in bytes.");
    private static final Fact OWNER = new Fact("owner", Type.Simple.TEXT, "The owner's name.");
    private static final Fact GROUP = new Fact("group", Type.Simple.TEXT, "The group's name.");
    private static final Fact MODE =
            new Fact("mode", Type.Simple.TEXT, "The permission bits, in octal.");

    public static final ModuleSpec<CopyArguments> COPY =
            ModuleSpec.of(
                            "copy",
                            CopyArguments.class,
                            """
                            A file on the host has this content. It is compared by hash, sent only when it \
                            differs, and takes its place in one step; the file that was there is kept until the \
                            run is over, so that the change can be undone.\
                            """,
                            """
                            - name: The new program
                              copy:
                                src: files/appd
                                dest: /usr/local/bin/appd
                                mode: "0755"
                              become: true
                            """)
                    .results(DEST, SHA256, SIZE, OWNER, GROUP, MODE);

    public static final ModuleSpec<TemplateArguments> TEMPLATE =
            ModuleSpec.of(
                            "template",
                            TemplateArguments.class,
                            """
                            A file on the host has the content that a Mustache template gives for that host. A \
                            name in the template that nothing defines is found when the playbook is read.\
                            """,
                            """
                            - name: Configuration
                              template:
                                src: templates/app.conf.mustache
                                dest: /etc/app/app.conf
                                mode: "0640"
                              become: true
                            """)
                    .results(DEST, SHA256, SIZE, OWNER, GROUP, MODE);

    public static final ModuleSpec<FileArguments> FILE =
            ModuleSpec.of(
                            "file",
                            FileArguments.class,
                            """
                            A file, folder or link is there with these rights, or is not there. The content of \
                            files is the business of `copy` and `template`.\
                            """,
                            """
                            - name: The data folder
                              file:
                                path: /srv/app/data
                                state: directory
                                owner: app
                                mode: "0750"
                              become: true
                            """)
                    .results(
                            new Fact("path", Type.Simple.TEXT, "The path on the host."),
                            new Fact("state", Type.Simple.TEXT, "What is there now."),
                            OWNER,
                            GROUP,
                            MODE);
}
