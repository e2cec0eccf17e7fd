package dev.rappel.modules.control;

import dev.rappel.engine.module.FreeForm;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;

/** What {@code fail} is given; Ansible's name. */
public record FailArguments(
        @FreeForm
                @Doc("What to say.")
                @Default("failed as the playbook asks")
                @Example("this playbook is for version 3 only")
                String msg) {}
