package dev.parley;

import dev.parley.shared.CannotStart;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why Parley does not start in sentences, one a line, instead of a stack trace. */
class CannotStartReport extends AbstractFailureAnalyzer<CannotStart> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, CannotStart cause) {
        return new FailureAnalysis(
                "Parley can't run as it is set up:\n\n" + String.join("\n", cause.reasons()),
                "Do what each sentence says, or start the sandbox: ./mvnw spring-boot:run",
                cause);
    }
}
