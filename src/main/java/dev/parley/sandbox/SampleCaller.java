package dev.parley.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** Calls this server's API as the contracts system and the staff call it; in the sandbox all passwords are alike. */
final class SampleCaller {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String system;
    private final Runnable betweenCalls;

    /**
     * @param system as which contracts system it calls
     * @param betweenCalls is run after each call, as time passes between those of people
     */
    SampleCaller(int port, String system, Runnable betweenCalls) {
        this.system = system;
        this.api = "http://127.0.0.1:" + port + "/api/v1";
        this.betweenCalls = betweenCalls;
    }

    /** A call was answered with a problem, or not at all. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }

        Failed(IOException cause) {
            super(cause);
        }
    }

    String system() {
        return system;
    }

    JsonNode get(String user, String path) throws Failed, InterruptedException {
        return send(request(user, path).GET());
    }

    /** The same key with the same body is answered as before and does nothing again. */
    JsonNode post(String user, String key, String path, Object body) throws Failed, InterruptedException {
        return post(user, key, path, "application/json", BodyPublishers.ofString(write(body)));
    }

    /** A POST without a body. */
    JsonNode post(String user, String key, String path) throws Failed, InterruptedException {
        return send(request(user, path).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    }

    JsonNode upload(String key, String path, String side, String name, byte[] content)
            throws Failed, InterruptedException {
        var boundary = "sample-boundary";
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"side\"\r\n\r\n" + side + "\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        var parts = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(content),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return post(system, key, path, "multipart/form-data; boundary=" + boundary, parts);
    }

    private JsonNode post(String user, String key, String path, String type, BodyPublisher body)
            throws Failed, InterruptedException {
        return send(request(user, path)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .POST(body));
    }

    private HttpRequest.Builder request(String user, String path) {
        var login = Base64.getEncoder().encodeToString((user + ":sandbox").getBytes(UTF_8));
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + login);
    }

    private JsonNode send(HttpRequest.Builder request) throws Failed, InterruptedException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            betweenCalls.run();
            if (answer.statusCode() / 100 == 2) return json.readTree(answer.body());
            throw new Failed(
                    answer.request().uri().getPath() + " is answered " + answer.statusCode() + ": " + answer.body());
        } catch (IOException failed) {
            throw new Failed(failed);
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
