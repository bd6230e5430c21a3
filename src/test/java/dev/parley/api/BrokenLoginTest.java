package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrokenLoginTest {
    private static final FilterChain WITHOUT_DATABASE = (request, response) -> {
        throw new DataAccessResourceFailureException("terminating connection due to administrator command");
    };

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();
    private final RequestLimits limits = new RequestLimits(new Problems(json));

    @Test
    @DisplayName(
            "DOR-1 what breaks before the handler of a request, as the login does, is a problem that tells nothing of our inside")
    void isAProblem() throws Exception {
        var response = new MockHttpServletResponse();

        limits.doFilter(new MockHttpServletRequest("POST", "/api/v1/contracts"), response, WITHOUT_DATABASE);

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(json.readTree(response.getContentAsString()).path("code").asText())
                .isEqualTo("internal-error");
        assertThat(response.getContentAsString()).doesNotContain("administrator");
    }

    @Test
    @DisplayName("DOR-1 an answer that has begun can't become a problem, and a page has its own")
    void leavesTheRest() {
        var begun = new MockHttpServletResponse();
        begun.setCommitted(true);

        assertThatThrownBy(() -> limits.doFilter(
                        new MockHttpServletRequest("POST", "/api/v1/contracts"), begun, WITHOUT_DATABASE))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThatThrownBy(() -> limits.doFilter(
                        new MockHttpServletRequest("GET", "/case/x"), new MockHttpServletResponse(), WITHOUT_DATABASE))
                .isInstanceOf(DataAccessResourceFailureException.class);
    }
}
