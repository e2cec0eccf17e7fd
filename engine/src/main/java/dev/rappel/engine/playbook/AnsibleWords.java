package dev.rappel.engine.playbook;

import java.util.Map;
import java.util.Optional;

/**
 * Words that Ansible's playbooks have and ours do not, each with the way to say it here. The texts
 * complete the sentence "… is not a word of Rappel's playbooks".
 */
final class AnsibleWords {
    private AnsibleWords() {}

    private static final String NO_HANDLERS =
            "no handlers are needed: a restart is the state \"what runs is what is on disk\", so a"
                    + " systemd task with `state: started` restarts exactly when unit or program differ";

    private static final String NO_BLOCKS =
            "write `when`, `become` and `tags` on each task, or put the tasks into a file and"
                    + " include it with `include_tasks`";

    private static final String FAILURE_STOPS =
            "the first failure on a host stops the roll and takes back what was begun there; no word"
                    + " changes that";

    private static final String SECRETS =
            "mark the value with `!secret`, or name its variable in the play's `secrets` list: it is"
                    + " then masked wherever it is shown";

    private static final String CONNECTION =
            "connection settings belong to the inventory (`ansible_user`, `ansible_port`, …) or to"
                    + " your ~/.ssh/config";

    private static final String LOOPS = "write `loop:` with a list; each element is `{{item}}`";

    private static final String NO_CHECK_MODE =
            "`rappel plan` shows what `rappel run` will do, for every module; tasks need no word for"
                    + " it";

    private static final String ROLES =
            "put the tasks into a file of their own and use `include_tasks: FILE`";

    private static final Map<String, String> PLAY =
            Map.ofEntries(
                    Map.entry("handlers", NO_HANDLERS),
                    Map.entry("force_handlers", NO_HANDLERS),
                    Map.entry("roles", ROLES),
                    Map.entry(
                            "pre_tasks",
                            "tasks run in the order in which they are written: put these first in"
                                    + " `tasks`, or into a play of their own before this one"),
                    Map.entry(
                            "post_tasks",
                            "tasks run in the order in which they are written: put these last in"
                                    + " `tasks`, or into a play of their own after this one"),
                    Map.entry(
                            "gather_facts",
                            "leave it out: facts are observed when an expression uses them"
                                    + " (`gather_facts: false` is accepted)"),
                    Map.entry(
                            "gather_subset", "leave it out: only facts that are used are observed"),
                    Map.entry(
                            "gather_timeout",
                            "leave it out: only facts that are used are observed"),
                    Map.entry("fact_path", "leave it out: facts come from modules"),
                    Map.entry("serial", "write it below `strategy`: `strategy: {serial: 1}`"),
                    Map.entry(
                            "order",
                            "write it below `strategy`, as an expression over facts: `strategy:"
                                    + " {order: inventory_hostname}`"),
                    Map.entry("max_fail_percentage", FAILURE_STOPS),
                    Map.entry("any_errors_fatal", FAILURE_STOPS + " (leave it out)"),
                    Map.entry("ignore_errors", FAILURE_STOPS),
                    Map.entry("ignore_unreachable", FAILURE_STOPS),
                    Map.entry("throttle", "write `strategy: {serial: N}`"),
                    Map.entry("run_once", "write it on the tasks"),
                    Map.entry("no_log", SECRETS),
                    Map.entry(
                            "environment",
                            "give it to the task's module: `command: {environment: …}`"),
                    Map.entry("remote_user", CONNECTION),
                    Map.entry("user", CONNECTION),
                    Map.entry("port", CONNECTION),
                    Map.entry("connection", CONNECTION),
                    Map.entry("become_method", "sudo is the only way to become another user"),
                    Map.entry("become_flags", "sudo is called the same way each time"),
                    Map.entry("become_exe", "sudo is the only way to become another user"),
                    Map.entry("sudo", "write `become: true`"),
                    Map.entry("vars_prompt", "give the values with `-e NAME=VALUE` or `-e @FILE`"),
                    Map.entry("module_defaults", "write the arguments on each task, or use `vars`"),
                    Map.entry("collections", "modules are named without a collection"),
                    Map.entry("check_mode", NO_CHECK_MODE),
                    Map.entry("diff", NO_CHECK_MODE),
                    Map.entry("debugger", "there is no debugger; `rappel plan` shows every step"),
                    Map.entry("timeout", "write the deadline on the task's module"),
                    Map.entry("when", "write `when` on the tasks"),
                    Map.entry("import_tasks", "write it as an element of `tasks`"),
                    Map.entry("include_tasks", "write it as an element of `tasks`"));

    private static final Map<String, String> TASK =
            Map.ofEntries(
                    Map.entry("notify", NO_HANDLERS),
                    Map.entry("listen", NO_HANDLERS),
                    Map.entry("block", NO_BLOCKS),
                    Map.entry(
                            "rescue",
                            "what a task did is taken back by its module when a later task fails; "
                                    + FAILURE_STOPS),
                    Map.entry(
                            "always",
                            "put what must follow into a play of its own; " + FAILURE_STOPS),
                    Map.entry("ignore_errors", FAILURE_STOPS),
                    Map.entry("ignore_unreachable", FAILURE_STOPS),
                    Map.entry("any_errors_fatal", FAILURE_STOPS + " (leave it out)"),
                    Map.entry("max_fail_percentage", FAILURE_STOPS),
                    Map.entry(
                            "failed_when",
                            "put an `assert` task after it, or tell the module which exit statuses"
                                    + " are good (`command: {ok: [0, 3]}`)"),
                    Map.entry(
                            "changed_when",
                            "say when the command is not needed: `command: {cmd: …, unless: …}` or"
                                    + " `creates`"),
                    Map.entry(
                            "loop_control",
                            "the element is `{{item}}`; pauses are the `pause` module"),
                    Map.entry(
                            "args",
                            "write all arguments below the module: `command: {cmd: …, creates: …}`"),
                    Map.entry("action", "write the module's name as the key: `copy: {…}`"),
                    Map.entry(
                            "local_action",
                            "every task runs on a host of the inventory; do local work before or after the run"),
                    Map.entry("environment", "give it to the module: `command: {environment: …}`"),
                    Map.entry("no_log", SECRETS),
                    Map.entry("check_mode", NO_CHECK_MODE),
                    Map.entry("diff", NO_CHECK_MODE),
                    Map.entry(
                            "async",
                            "give the module a longer deadline; nothing is left running unwatched"),
                    Map.entry(
                            "poll",
                            "give the module a longer deadline; nothing is left running unwatched"),
                    Map.entry("throttle", "write `strategy: {serial: N}` on the play"),
                    Map.entry("serial", "write `strategy: {serial: N}` on the play"),
                    Map.entry("timeout", "write the deadline on the module"),
                    Map.entry("connection", CONNECTION),
                    Map.entry("remote_user", CONNECTION),
                    Map.entry("port", CONNECTION),
                    Map.entry("delegate_facts", "facts belong to the host that was observed"),
                    Map.entry("become_method", "sudo is the only way to become another user"),
                    Map.entry("become_flags", "sudo is called the same way each time"),
                    Map.entry("become_exe", "sudo is the only way to become another user"),
                    Map.entry("sudo", "write `become: true`"),
                    Map.entry("module_defaults", "write the arguments on each task, or use `vars`"),
                    Map.entry("collections", "modules are named without a collection"),
                    Map.entry("debugger", "there is no debugger; `rappel plan` shows every step"),
                    Map.entry(
                            "hosts",
                            "hosts belong to a play; a task runs on all hosts of its play"),
                    Map.entry("tasks", "tasks cannot be nested; use `include_tasks: FILE`"),
                    Map.entry("secrets", "write `secrets` on the play"),
                    Map.entry("strategy", "write `strategy` on the play"),
                    Map.entry("include", "write `include_tasks: FILE`"),
                    Map.entry("include_vars", "write `vars_files` on the play"),
                    Map.entry("import_role", ROLES),
                    Map.entry("include_role", ROLES),
                    Map.entry("meta", "there is nothing to flush, refresh or end by hand"));

    private static final String SERVICE = "use `systemd`";
    private static final String PACKAGES =
            "packages are the business of your host management; put files in place with `copy`";

    /** Modules of Ansible's own that we do not have, with what to use. */
    private static final Map<String, String> MODULES =
            Map.ofEntries(
                    Map.entry("service", SERVICE),
                    Map.entry("systemd_service", SERVICE),
                    Map.entry("sysvinit", SERVICE),
                    Map.entry(
                            "shell",
                            "use `command: {argv: [sh, -c, \"…\"]}`, best with `unless` or `creates`"),
                    Map.entry("raw", "use `command`: nothing but sh is needed on the host anyway"),
                    Map.entry("script", "use `copy` for the script and `command` to run it"),
                    Map.entry("expect", "use `command` with `stdin`"),
                    Map.entry("apt", PACKAGES),
                    Map.entry("yum", PACKAGES),
                    Map.entry("dnf", PACKAGES),
                    Map.entry("package", PACKAGES),
                    Map.entry("pip", PACKAGES),
                    Map.entry("unarchive", "unpack on this machine and use `copy`"),
                    Map.entry(
                            "get_url",
                            "fetch on this machine and use `copy`: hosts need no way out"),
                    Map.entry("lineinfile", "describe the whole file with `template` or `copy`"),
                    Map.entry("blockinfile", "describe the whole file with `template` or `copy`"),
                    Map.entry("replace", "describe the whole file with `template` or `copy`"),
                    Map.entry("assemble", "describe the whole file with `template` or `copy`"),
                    Map.entry(
                            "stat",
                            "use `assert` on what a module registered, or `command` with `creates`"),
                    Map.entry("setup", "facts are observed when an expression uses them"),
                    Map.entry("gather_facts", "facts are observed when an expression uses them"),
                    Map.entry("ping", "`rappel facts` shows whether hosts can be reached"),
                    Map.entry(
                            "wait_for_connection",
                            "a host that cannot be reached stops its play; use `wait_for` for a port"),
                    Map.entry("reboot", "rebooting a host is no state; use `systemd` for services"),
                    Map.entry("slurp", "use `command: cat FILE` with `register`"),
                    Map.entry("fetch", "use `command: cat FILE` with `register`"),
                    Map.entry("include_vars", "write `vars_files` on the play"),
                    Map.entry("group_by", "use groups of the inventory and `when`"),
                    Map.entry("add_host", "hosts belong to the inventory"),
                    Map.entry("meta", "there is nothing to flush, refresh or end by hand"),
                    Map.entry("cron", "use a systemd timer: `copy` the unit, then `systemd`"),
                    Map.entry("user", "users are the business of your host management"),
                    Map.entry("group", "users are the business of your host management"),
                    Map.entry("git", "fetch on this machine and use `copy`"));

    private static final String KEPT =
            "leave it out: the file that was there is kept until the run is over";
    private static final String ALWAYS =
            "leave it out: the file gets this content whenever it differs";
    private static final String MUSTACHE =
            "templates are Mustache: `{{name}}`, `{{#list}}…{{/list}}`";

    /** Arguments that Ansible's modules of the same name have, with what to write. */
    private static final Map<String, String> ARGUMENTS =
            Map.ofEntries(
                    Map.entry("assert.quiet", "leave it out"),
                    Map.entry("command.executable", "write `argv: [sh, -c, \"…\"]`"),
                    Map.entry("command.timeout", "write `deadline: 90s`"),
                    Map.entry("command.warn", "leave it out"),
                    Map.entry("copy.backup", KEPT),
                    Map.entry(
                            "copy.directory_mode", "make the folder with a `file` task before it"),
                    Map.entry("copy.force", ALWAYS),
                    Map.entry(
                            "copy.remote_src",
                            "for a file that is on the host already use `command: {argv: [cp, -p,"
                                    + " FROM, TO], creates: TO}`"),
                    Map.entry("set_fact.cacheable", "leave it out: nothing is kept after the run"),
                    Map.entry("systemd.scope", "only units of the whole system are handled"),
                    Map.entry("template.backup", KEPT),
                    Map.entry("template.force", ALWAYS),
                    Map.entry("template.lstrip_blocks", MUSTACHE),
                    Map.entry("template.trim_blocks", MUSTACHE),
                    Map.entry("uri.password", "give an `Authorization` field below `headers`"),
                    Map.entry("uri.user", "give an `Authorization` field below `headers`"));

    /** Other names that Ansible has for an argument. */
    private static final Map<String, String> SAME_ARGUMENT =
            Map.of(
                    "assert.msg", "fail_msg",
                    "file.dest", "path",
                    "file.name", "path",
                    "systemd.service", "name",
                    "systemd.unit", "name");

    /** The argument that Ansible's module of that name also has under this name. */
    static Optional<String> sameArgument(String module, String argument) {
        return Optional.ofNullable(SAME_ARGUMENT.get(module + "." + argument));
    }

    /** What to write instead of an argument that Ansible's module of that name has. */
    static Optional<String> insteadOfArgument(String module, String argument) {
        return sameArgument(module, argument)
                .map(a -> "write `" + a + "`")
                .or(() -> Optional.ofNullable(ARGUMENTS.get(module + "." + argument)));
    }

    /** What to write instead of a word of Ansible's plays; empty where it is none of them. */
    static Optional<String> insteadOfPlayWord(String word) {
        return Optional.ofNullable(PLAY.get(word));
    }

    /** What to write instead of a word of Ansible's tasks; empty where it is none of them. */
    static Optional<String> insteadOfTaskWord(String word) {
        return word.startsWith("with_") && word.length() > "with_".length()
                ? Optional.of(LOOPS)
                : Optional.ofNullable(TASK.get(word));
    }

    /** What to use instead of one of Ansible's modules; empty where it is none of them. */
    static Optional<String> insteadOfModule(String plainName) {
        return Optional.ofNullable(MODULES.get(plainName));
    }
}
