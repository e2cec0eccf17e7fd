package dev.rappel.modules.probe;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param headers by their names in small letters
 * @param text the body
 */
record HttpAnswer(int status, Map<String, String> headers, String text) {
    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

    HttpAnswer {
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean isJson() {
        return header("content-type")
                .map(t -> t.split(";", 2)[0].strip())
                .filter(t -> t.endsWith("/json") || t.endsWith("+json"))
                .isPresent();
    }

    static HttpAnswer of(int status, Map<String, String> headers, byte[] body) {
        String type = headers.getOrDefault("content-type", "");
        return new HttpAnswer(status, headers, new String(body, charset(type)));
    }

    private static Charset charset(String type) {
        Matcher said = CHARSET.matcher(type);
        if (said.find()) {
            try {
                return Charset.forName(String.valueOf(said.group(1)));
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
