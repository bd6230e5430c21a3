package dev.parley.process;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as a form of Tasklist shows it, all in words: amounts with their currency, moments in the staff's zone, texts as
 * lines.
 *
 * @param held amount on hold
 * @param due until when it is to be done, with what happens then; null for a task without a target
 */
record CaseSheet(
        UUID id,
        String number,
        String contract,
        String milestone,
        String client,
        String freelancer,
        String held,
        @Nullable String due,
        List<Said> freelancerSaid,
        List<Said> clientSaid,
        Offered freelancerOffer,
        Offered clientOffer,
        @Nullable Entered award) {

    /** What a side has stated or delivered, with the documents that it was sealed with. */
    record Said(String heading, String at, List<String> lines, List<File> files) {}

    /** A document, to be opened under the web session's login. */
    record File(String name, String about, String url) {}

    /** A side's last offer, or that there was none. */
    record Offered(String amount, String at) {}

    /** The award that waits for its second person. */
    record Entered(int number, String by, String toFreelancer, String toClient, String reference) {}
}
