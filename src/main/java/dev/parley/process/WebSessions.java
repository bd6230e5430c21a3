package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.stereotype.Component;

/** Who has logged in to Tasklist, Cockpit or Admin with this browser: their session opens Parley's own doors as well. */
@Component
public class WebSessions {
    private final Staff staff;

    WebSessions(Staff staff) {
        this.staff = staff;
    }

    /** One of the staff, with the groups that they are in now. */
    public record Login(String user, List<String> groups) {}

    public Optional<Login> of(HttpServletRequest request) {
        var session = request.getSession(false);
        var logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        return Optional.ofNullable(logins)
                .map(all -> all.getAuthenticationForProcessEngine(ProcessEngines.NAME_DEFAULT))
                .map(login -> new Login(login.getName(), staff.groupsOf(login.getName())));
    }

    /** True if the request bears the session's CSRF token, as the webapps send it: no other site could have made it. */
    public boolean isOfOurPage(HttpServletRequest request) {
        var session = request.getSession(false);
        var token = session == null ? null : session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
        var sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
        return token != null && sent != null && MessageDigest.isEqual(bytes(token.toString()), bytes(sent));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
