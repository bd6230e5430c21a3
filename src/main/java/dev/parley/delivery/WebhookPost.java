package dev.parley.delivery;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** One POST, one connection: no redirect, no cookie, no repetition, nothing of the answer but its status and when to come again. */
@Component
class WebhookPost implements DisposableBean {
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(4);
    private static final int MOST_CONNECTIONS = 64;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final CloseableHttpClient client;
    private final Duration longest;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "webhook-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    @Autowired
    WebhookPost(WebhookTargets targets) {
        this(targets, LONGEST);
    }

    WebhookPost(WebhookTargets targets, Duration longest) {
        this.longest = longest;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(targets)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(LONGEST_CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout((int) longest.toMillis() * 2, TimeUnit.MILLISECONDS)
                        .build())
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Parley")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** An answer's status, and how long it asks to be left alone (RFC 9110, 10.2.3); zero if it does not. */
    record Answered(int status, Duration retryAfter) {}

    /**
     * What of the answer counts.
     *
     * @throws IOException if there was none in time, or the target is none to speak to; its message says why
     */
    Answered send(URI url, Map<String, String> headers, byte[] body) throws IOException {
        var post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        var late = watch.schedule(post::cancel, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            var answer = client.executeOpen(null, post, null);
            return new Answered(answer.getCode(), retryAfter(answer));
        } catch (IOException failed) {
            throw post.isCancelled()
                    ? new IOException("no answer within " + longest.toSeconds() + " s", failed)
                    : failed;
        } finally {
            late.cancel(false);
            // Ends the connection: whatever else the answer has is not waited for.
            post.cancel();
        }
    }

    /** In seconds, or until an instant by its sender's own clock. */
    private static Duration retryAfter(HttpResponse answer) {
        var said = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (said == null) return Duration.ZERO;
        if (SECONDS.matcher(said.getValue().strip()).matches())
            return Duration.ofSeconds(Long.parseLong(said.getValue().strip()));
        var until = DateUtils.parseStandardDate(answer, HttpHeaders.RETRY_AFTER);
        var now = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
        return until == null || now == null || until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    }

    @Override
    public void destroy() throws IOException {
        watch.shutdownNow();
        client.close();
    }
}
