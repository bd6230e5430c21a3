package dev.parley;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What Tasklist, Cockpit and Admin do in a browser: a session with its cookies, and the CSRF token sent back. */
public class Browser {
    private final String server;
    private final CookieManager cookies;
    private final HttpClient http;
    private String user = "";
    private boolean sendsToken = true;

    public Browser(int port) {
        this("http://127.0.0.1:" + port, new CookieManager());
    }

    private Browser(String server, CookieManager cookies) {
        this.server = server;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** Logs in as one of the sandbox's staff; the status is 200 where they may use the app. */
    public HttpResponse<String> login(String user, String app) {
        this.user = user;
        get("/camunda/app/" + app + "/default/");
        var answer = send(HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .uri(URI.create(server + "/camunda/api/admin/auth/user/default/login/" + app))
                .POST(BodyPublishers.ofString("username=" + user + "&password=sandbox")));
        get("/camunda/app/" + app + "/default/"); // the new session's CSRF token
        return answer;
    }

    /** Who has logged in. */
    public String user() {
        return user;
    }

    /** What another site could make this browser do: the cookies go along, the token does not. */
    public Browser withoutToken() {
        var forged = new Browser(server, cookies);
        forged.sendsToken = false;
        return forged;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder().uri(URI.create(server + path)));
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    /** An act over the API: under a key of its own. */
    public HttpResponse<String> act(String path, String json) {
        return send(HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", Api.fresh("page"))
                .uri(URI.create(server + path))
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(String method, String path, String json) {
        return send(HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .uri(URI.create(server + path))
                .method(method, BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> sendsToken && cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .forEach(token -> request.setHeader("X-XSRF-TOKEN", token));
        try {
            return http.send(request.header("Accept", "application/json").build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
