package dev.rappel.modules;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSource;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.modules.command.CommandModule;
import dev.rappel.modules.command.CommandSpec;
import dev.rappel.modules.control.AssertModule;
import dev.rappel.modules.control.ControlSpecs;
import dev.rappel.modules.control.DebugModule;
import dev.rappel.modules.control.FailModule;
import dev.rappel.modules.control.PauseModule;
import dev.rappel.modules.control.SetFactModule;
import dev.rappel.modules.file.CopyModule;
import dev.rappel.modules.file.FileModule;
import dev.rappel.modules.file.FileSpecs;
import dev.rappel.modules.file.TemplateModule;
import dev.rappel.modules.host.FactsModule;
import dev.rappel.modules.host.FactsSpec;
import dev.rappel.modules.probe.ProbeSpecs;
import dev.rappel.modules.probe.UriModule;
import dev.rappel.modules.probe.WaitForModule;
import dev.rappel.modules.systemd.SystemdModule;
import dev.rappel.modules.systemd.SystemdSpec;
import java.util.List;
import java.util.Optional;

/** The modules that know nothing of any one service. */
public final class GenericModules implements ModuleSource {
    @Override
    public String name() {
        return "Rappel's generic modules";
    }

    @Override
    public List<ModuleSpec<?>> specs() {
        return List.of(
                CommandSpec.COMMAND,
                FileSpecs.COPY,
                FileSpecs.FILE,
                FileSpecs.TEMPLATE,
                SystemdSpec.SYSTEMD,
                ControlSpecs.ASSERT,
                ControlSpecs.DEBUG,
                ControlSpecs.FAIL,
                ControlSpecs.PAUSE,
                ControlSpecs.SET_FACT,
                ProbeSpecs.URI,
                ProbeSpecs.WAIT_FOR,
                FactsSpec.FACTS);
    }

    @Override
    public Optional<Module<?, ?>> module(String name) {
        return switch (name) {
            case "command" -> Optional.of(new CommandModule());
            case "assert" -> Optional.of(new AssertModule());
            case "debug" -> Optional.of(new DebugModule());
            case "fail" -> Optional.of(new FailModule());
            case "pause" -> Optional.of(new PauseModule());
            case "set_fact" -> Optional.of(new SetFactModule());
            case "facts" -> Optional.of(new FactsModule());
            case "systemd" -> Optional.of(new SystemdModule());
            case "copy" -> Optional.of(new CopyModule());
            case "file" -> Optional.of(new FileModule());
            case "uri" -> Optional.of(new UriModule());
            case "wait_for" -> Optional.of(new WaitForModule());
            case "template" -> Optional.of(new TemplateModule());
            default -> Optional.empty();
        };
    }
}
