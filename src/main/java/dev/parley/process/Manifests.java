package dev.parley.process;

import dev.parley.dispute.CaseFile.Sealed;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits;
import dev.parley.dispute.Exhibits.Evidence;
import dev.parley.shared.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a receipt says of a sealed document: its hash and those of its evidence, for anyone to compare. */
@Component
class Manifests {
    private final Exhibits exhibits;
    private final Texts texts;

    Manifests(Exhibits exhibits, Texts texts) {
        this.exhibits = exhibits;
        this.texts = texts;
    }

    /** Two lines for the document and for each piece of evidence: what it is, and its SHA-256 in hex. */
    String of(UUID milestone, Sealed sealed) {
        var document = named(sealed.document()) + "\n" + hash(sealed.sha256());
        return Stream.concat(Stream.of(document), evidence(milestone, sealed.document()))
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> evidence(UUID milestone, Document document) {
        if (document.evidence().isEmpty()) return Stream.empty();
        var kept = exhibits.of(milestone).stream().collect(Collectors.toMap(Evidence::id, Function.identity()));
        var files = document.evidence().stream()
                .map(exhibit -> Objects.requireNonNull(kept.get(exhibit.id())))
                .toList();
        var names = texts.read(files.stream().map(Evidence::name).toList());
        return files.stream().map(file -> line(file, names));
    }

    private static String line(Evidence file, Map<UUID, String> names) {
        var name = Objects.requireNonNull(names.get(file.name())).replaceAll("\\s+", " ");
        return name + ", " + String.format(Locale.ENGLISH, "%,d", file.sizeBytes()) + " bytes\n" + hash(file.sha256());
    }

    private static String named(Document document) {
        return document instanceof Document.Filing filing
                ? "Request, version " + filing.version()
                : "Answer to the request";
    }

    private static String hash(String sha256) {
        return "SHA-256 " + sha256;
    }
}
