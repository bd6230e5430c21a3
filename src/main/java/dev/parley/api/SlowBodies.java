package dev.parley.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Before everything else, as whoever waits for a body holds a thread: a body has to come within a time, and only so many
 * are waited for at once that threads are left for everyone else. What comes too late is cut off.
 */
final class SlowBodies extends ValveBase {
    static final Duration BODY_WITHIN = Duration.ofSeconds(15);
    private static final Duration UPLOAD_WITHIN = Duration.ofMinutes(5);
    private static final Duration REST_WITHIN = Duration.ofSeconds(5);
    private static final Duration TURN_WITHIN = Duration.ofMillis(200);
    private static final String SECONDS_UNTIL_A_TURN = "15";

    private final Problems problems;
    private final Semaphore bodies = new Semaphore(100);
    private final Semaphore uploads = new Semaphore(50);

    SlowBodies(Problems problems) {
        super(true);
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var isRefused = response.getStatus() >= HttpStatus.BAD_REQUEST.value();
        if (!isRefused && hasBody(request)) take(request, response);
        else getNext().invoke(request, response);
    }

    private void take(Request request, Response response) throws IOException, ServletException {
        var isUpload = isUpload(request);
        var turns = isUpload ? uploads : bodies;
        var coyote = request.getCoyoteRequest();
        var hasTurn = isTurn(turns);
        if (!hasTurn && !isHere(request)) {
            refuse(request, response);
            return;
        }
        var connection = coyote.getInputBuffer();
        var body =
                new TimedBody(connection, isUpload ? UPLOAD_WITHIN : BODY_WITHIN, hasTurn ? turns : new Semaphore(0));
        coyote.setInputBuffer(body);
        try {
            getNext().invoke(request, response);
            if (!body.isOver() && !body.isLate()) leave(request, response, body);
        } finally {
            if (!body.isOver()) coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            body.giveUpTurn();
            coyote.setInputBuffer(connection);
        }
    }

    /** The answer is there before the body is: its sender may still send the rest, so that it gets to the answer. */
    private static void leave(Request request, Response response, TimedBody body) {
        try {
            response.flushBuffer();
            body.within(REST_WITHIN);
            var rest = new Rest();
            while (!body.isOver()) body.doRead(rest);
        } catch (IOException | TooSlow cutOff) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void refuse(Request request, Response response) throws IOException {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_A_TURN);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        AnswerHeaders.tell(response);
        problems.write(
                request,
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "too-many-slow-bodies",
                "Too many requests whose bodies are on their way: send this one again.");
    }

    private static boolean isTurn(Semaphore turns) {
        try {
            return turns.tryAcquire(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the whole body has come with its head, or since. */
    private static boolean isHere(Request request) {
        var coyote = request.getCoyoteRequest();
        var length = coyote.getContentLengthLong();
        coyote.action(ActionCode.AVAILABLE, true);
        return length >= 0 && coyote.getAvailable() >= length;
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isUpload(Request request) {
        var type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    /** The time for a body is over. It is no I/O error, which the server would answer by itself, and for us. */
    static final class TooSlow extends RuntimeException {
        TooSlow() {
            super("the body did not come in time");
        }
    }

    /** A body as it comes, until its time is over. */
    private static final class TimedBody implements InputBuffer {
        private final InputBuffer connection;
        private final Semaphore turns;
        private final AtomicBoolean hasTurn = new AtomicBoolean(true);
        private long until;
        private boolean over;

        TimedBody(InputBuffer connection, Duration within, Semaphore turns) {
            this.connection = connection;
            this.turns = turns;
            within(within);
        }

        void within(Duration time) {
            until = System.nanoTime() + time.toNanos();
        }

        @Override
        public int doRead(ApplicationBufferHandler into) throws IOException {
            if (isLate()) throw new TooSlow();
            int read;
            try {
                read = connection.doRead(into);
            } catch (SocketTimeoutException nothingComes) {
                within(Duration.ZERO);
                throw new TooSlow();
            }
            if (read < 0) {
                over = true;
                giveUpTurn();
            }
            return read;
        }

        @Override
        public int available() {
            return connection.available();
        }

        boolean isLate() {
            return System.nanoTime() - until >= 0;
        }

        boolean isOver() {
            return over;
        }

        void giveUpTurn() {
            if (hasTurn.getAndSet(false)) turns.release();
        }
    }

    /** What nobody reads any more. */
    private static final class Rest implements ApplicationBufferHandler {
        private ByteBuffer bytes = ApplicationBufferHandler.EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {}
    }
}
