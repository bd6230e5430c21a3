package dev.parley.api;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What callers meet before any filter does. */
@Component
class WebServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final Problems problems;

    WebServer(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(new SlowBodies(problems));
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ServerRefusals(problems)));
    }
}
