package dev.parley.api;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the server refuses before any door sees it, as a problem like every other: a head that is too large or can't be
 * read, a version, an encoding or an expectation that it does not know.
 */
final class ServerRefusals extends ErrorReportValve {
    private final Problems problems;

    ServerRefusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !isHeard(response)) return;
        var status = status(request, response);
        try {
            AnswerHeaders.tell(response);
            problems.write(response, Problem.of(status, Problem.code(status), null, "This request can't be taken."));
            response.finishResponse();
        } catch (IOException gone) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, gone);
        }
    }

    private static boolean isHeard(Response response) {
        var heard = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, heard);
        return heard.get();
    }

    /** The server calls a head bad, also where it is too large: by its first line, or by its headers. */
    private static HttpStatus status(Request request, Response response) {
        var status = HttpStatus.valueOf(response.getStatus());
        if (status != HttpStatus.BAD_REQUEST || !isHeadTooLarge(request)) return status;
        return request.getCoyoteRequest().requestURI().isNull()
                ? HttpStatus.URI_TOO_LONG
                : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }

    private static boolean isHeadTooLarge(Request request) {
        var coyote = request.getCoyoteRequest();
        if (!(request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> server)
                || !(coyote.getInputBuffer() instanceof ApplicationBufferHandler head)) return false;
        var read = head.getByteBuffer();
        return coyote.getMimeHeaders().size() >= server.getMaxHeaderCount()
                || (!read.hasRemaining() && read.position() >= server.getMaxHttpRequestHeaderSize());
    }
}
