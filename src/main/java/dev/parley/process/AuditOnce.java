package dev.parley.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The audit as a command: says what it found, and ends the application with 1 if that was anything. */
@Component
@ConditionalOnProperty("parley.audit.once")
class AuditOnce {
    private static final Logger LOG = LoggerFactory.getLogger(AuditOnce.class);
    private final Audit audit;

    AuditOnce(Audit audit) {
        this.audit = audit;
    }

    @EventListener
    void run(ApplicationReadyEvent ready) {
        var findings = audit.findings();
        for (var finding : findings) LOG.error("{}: {}: {}", finding.check(), finding.subject(), finding.detail());
        LOG.info("{} checks, {} findings", Audit.checks().size(), findings.size());
        ExitCodeGenerator code = () -> findings.isEmpty() ? 0 : 1;
        System.exit(SpringApplication.exit(ready.getApplicationContext(), code));
    }
}
