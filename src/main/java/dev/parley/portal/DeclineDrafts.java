package dev.parley.portal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.ResponseDrafts;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The client's answer while it is written (DIS-8): the same draft as over the API, read by its writer alone. */
@Component
class DeclineDrafts {
    private final ResponseDrafts drafts;
    private final DisputeActs acts;
    private final ObjectMapper json;

    DeclineDrafts(ResponseDrafts drafts, DisputeActs acts, ObjectMapper json) {
        this.drafts = drafts;
        this.acts = acts;
        this.json = json;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Draft(
            @Nullable String answer,
            @Nullable String reason,
            @Nullable String description,
            @Nullable List<UUID> evidence) {}

    void save(Matter matter, Form form) {
        if (form.text().length() > Texts.LONGEST) throw Refused.badInput("too-long", "text", "too long");
        var known = Arrays.stream(DeclineReason.values())
                .anyMatch(reason -> reason.name().equals(form.choice()));
        var draft = new Draft(
                "DECLINE",
                known ? form.choice() : null,
                form.text().isBlank() ? null : form.text(),
                form.documents(matter.papers()));
        acts.saveDraft(matter.openCase().id(), write(draft), matter.visit().actor());
    }

    Form find(Matter matter, Form empty) {
        return drafts.find(matter.openCase().id())
                .map(this::read)
                .map(draft -> empty.with(
                        "",
                        draft.reason() == null ? "" : draft.reason(),
                        draft.description() == null ? "" : draft.description(),
                        draft.evidence() == null
                                ? List.of()
                                : draft.evidence().stream().map(UUID::toString).toList()))
                .orElse(empty);
    }

    private String write(Draft draft) {
        try {
            return json.writeValueAsString(draft);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Draft read(String body) {
        try {
            return json.readValue(body, Draft.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
