package dev.rappel.modules.etcd.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The list behind {@code feature-gates}. */
final class Gates {
    private Gates() {}

    static Map<String, String> read(String value) {
        Map<String, String> gates = new LinkedHashMap<>();
        for (String each : value.split(",", -1)) {
            String gate = each.strip();
            int equals = gate.indexOf('=');
            if (equals > 0) {
                gates.put(gate.substring(0, equals).strip(), gate.substring(equals + 1).strip());
            } else if (!gate.isEmpty()) {
                gates.put(gate, "true");
            }
        }
        return gates;
    }

    static String write(Map<String, String> gates) {
        return gates.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }
}
