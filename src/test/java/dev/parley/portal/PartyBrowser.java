package dev.parley.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A party's browser without JavaScript: it follows links, keeps cookies and sends the form that it was shown. */
final class PartyBrowser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\"(?: value=\"([^\"]*)\")?");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.NORMAL)
            .build();
    private final String server;
    private final String home;
    private String path = "";
    private int status;
    private String source = "";
    private HttpHeaders headers = HttpHeaders.of(Map.of(), (name, value) -> true);

    /** Opens a link as it stands in a mail. */
    PartyBrowser(String link) {
        server = link.substring(0, link.indexOf("/p/"));
        send(request(link.substring(server.length())));
        home = path;
    }

    PartyBrowser home() {
        return get(home);
    }

    String address() {
        return home;
    }

    PartyBrowser open(String act) {
        return get(home + "/" + act);
    }

    PartyBrowser get(String path) {
        return send(request(path));
    }

    /** Sends the form of this page with these fields filled in. */
    PartyBrowser post(String... namesAndValues) {
        return post(path, fields(namesAndValues));
    }

    PartyBrowser post(String path, Map<String, String> fields) {
        return send(form(path, fields));
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /** The hidden fields of the page, and these. */
    Map<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(source);
        while (hidden.find())
            fields.put(hidden.group(1), hidden.group(2) == null ? "" : HtmlUtils.htmlUnescape(hidden.group(2)));
        for (var i = 0; i < namesAndValues.length; i += 2) fields.put(namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }

    /** Sends the form of this page with a file. */
    PartyBrowser upload(String path, String name, String content, String... namesAndValues) {
        var boundary = "part-" + UUID.randomUUID();
        var body = fields(namesAndValues).entrySet().stream()
                        .map(field -> "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                                + "\"\r\n\r\n" + field.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path));
    }

    PartyBrowser send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            status = answer.statusCode();
            source = answer.body();
            path = answer.uri().getPath();
            headers = answer.headers();
            return this;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As after twelve hours, or in another browser. */
    PartyBrowser forgetSession() {
        cookies.getCookieStore().removeAll();
        return this;
    }

    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Sends a form beside this browser, as its second tab does, and says the status. */
    int sendApart(String path, Map<String, String> fields, String cookies) {
        try {
            return HttpClient.newHttpClient()
                    .send(form(path, fields).header("Cookie", cookies).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    int status() {
        return status;
    }

    String path() {
        return path;
    }

    HttpHeaders headers() {
        return headers;
    }

    String source() {
        return source;
    }

    /** What a reader reads, on one line. */
    String text() {
        return HtmlUtils.htmlUnescape(
                        source.replaceAll("(?s)<head>.*</head>", "").replaceAll("<[^>]+>", " "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    UUID code() {
        return UUID.fromString(Objects.requireNonNull(fields().get("codeId"), this::text));
    }
}
