package dev.parley.sandbox;

import java.util.Comparator;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The pages on which the caught mails are read. */
@Controller
@Profile("sandbox")
class SandboxMails {
    private static final int LISTED = 200;
    private final MailCatcher catcher;

    SandboxMails(MailCatcher catcher) {
        this.catcher = catcher;
    }

    @GetMapping("/sandbox/mails")
    String list(Model model) {
        model.addAttribute(
                "mails",
                catcher.mails().stream()
                        .sorted(Comparator.comparingInt(CaughtMail::number).reversed())
                        .limit(LISTED)
                        .toList());
        return "sandbox/mails";
    }

    @GetMapping("/sandbox/mails/{number}")
    String one(@PathVariable int number, Model model) {
        model.addAttribute(
                "mail",
                catcher.mail(number)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no mail " + number)));
        return "sandbox/mail";
    }
}
