package dev.rappel.modules.systemd;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the script says of a unit. */
final class UnitReader {
    /** The kernel's file times and its uptime are this exact, in seconds. */
    private static final double EXACT = 0.05;

    private UnitReader() {}

    static UnitState read(String unit, Reply reply, Call<SystemdArguments> call) throws Failure {
        Map<String, String> said = Lines.pairs(reply);
        if (!reply.ok() || !said.containsKey("LoadState")) {
            throw Failure.of(Failure.Kind.FAILED, "systemd does not tell how " + unit + " is")
                    .why("the script ended with status " + reply.status())
                    .evidence(Lines.last(reply));
        }
        Map<String, String> properties = new HashMap<>();
        Map<String, String> dropIns = new HashMap<>();
        List<String> files = new ArrayList<>();
        double started =
                number(said, "now") - number(said, "up") + number(said, "since") / 1_000_000;
        boolean newer = false;
        for (var line : said.entrySet()) {
            if (line.getKey().startsWith("file:")) {
                files.add(line.getKey().substring("file:".length()));
                newer |= time(line.getValue()) > started + EXACT;
            } else if (line.getKey().startsWith("own:")) {
                // A link that leads elsewhere since then.
                newer |= time(line.getValue()) > started + EXACT;
            } else if (line.getKey().startsWith("dropin:")) {
                dropIns.put(
                        line.getKey().substring("dropin:".length()),
                        new String(
                                Base64.getDecoder().decode(line.getValue()),
                                StandardCharsets.UTF_8));
            } else {
                properties.put(line.getKey(), line.getValue());
            }
        }
        boolean exe = said.getOrDefault("exe", "same").equals("other");
        String note = said.getOrDefault("note", "");
        String invocation = said.getOrDefault("InvocationID", "");
        boolean noted = !invocation.isEmpty() && note.startsWith(invocation + " ");
        boolean differs =
                noted
                        ? exe || !note.endsWith(" " + said.getOrDefault("print", "?"))
                        : exe || newer || "yes".equals(said.get("NeedDaemonReload"));
        boolean restarted = call.done().map(d -> d.fields().containsKey("restarted")).orElse(false);
        return new UnitState(
                unit,
                properties,
                differs,
                "hidden".equals(said.get("exe")),
                files,
                dropIns,
                restarted);
    }

    /** Of a file's change: what stands first. */
    private static double time(String stamp) {
        int blank = stamp.indexOf(' ');
        return number(blank < 0 ? stamp : stamp.substring(0, blank));
    }

    private static double number(Map<String, String> said, String name) {
        return number(said.getOrDefault(name, "0"));
    }

    private static double number(String text) {
        return text.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(text) : 0;
    }
}
