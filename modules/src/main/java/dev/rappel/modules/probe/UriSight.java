package dev.rappel.modules.probe;

import dev.rappel.engine.value.Value;
import dev.rappel.modules.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param status the HTTP status; -1 where there was no answer
 * @param result what the task gives
 * @param trouble why there was no answer; empty where there was one
 * @param shown the first lines of an answer that is not the wanted one
 */
public record UriSight(
        int status, Value.Fields result, Optional<String> trouble, List<String> shown) {
    private static final int LINES = 8;
    private static final int WIDTH = 200;

    public UriSight {
        shown = List.copyOf(shown);
    }

    static UriSight answered(HttpClient.Answered answered, UriArguments args, Duration took) {
        HttpAnswer answer = answered.answer();
        Value json = answer.isJson() ? JsonText.read(answer.text()) : new Value.Nothing();
        return new UriSight(
                answer.status(),
                result(
                        answer.status(),
                        args.returnContent() ? answer.text() : "",
                        json,
                        answered.target().uri().toString(),
                        took),
                Optional.empty(),
                answer.text()
                        .lines()
                        .filter(l -> !l.isBlank())
                        .limit(LINES)
                        .map(UriSight::cut)
                        .toList());
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + " …";
    }

    static UriSight silent(String url, String trouble, Duration took) {
        return new UriSight(
                -1,
                result(-1, "", new Value.Nothing(), url, took),
                Optional.of(trouble),
                List.of());
    }

    /** What was given by this task's own request, which is not sent twice. */
    static UriSight given(Value.Fields result) {
        long status =
                result.fields().get("status") instanceof Value.Whole whole ? whole.number() : -1;
        return new UriSight((int) status, result, Optional.empty(), List.of());
    }

    private static Value.Fields result(
            int status, String content, Value json, String url, Duration took) {
        return new Result()
                .put("status", status)
                .put("content", content)
                .put("json", json)
                .put("url", url)
                .seconds("elapsed", took)
                .fields();
    }
}
