package dev.parley.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.shared.PartyDoor;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Links to a party's own pages, for the contracts system to show where that party is logged in. */
@RestController
@RequestMapping("/api/v1/milestones/{id}/links")
@Tag(name = "Parties' pages")
class LinksController {
    private final Access access;
    private final PartyDoor door;
    private final ApiJson json;

    LinksController(Access access, PartyDoor door, ApiJson json) {
        this.access = access;
        this.door = door;
        this.json = json;
    }

    /** Whose pages. */
    record Whose(@NotNull Side by) {}

    /** A link as it is kept: its id opens nothing. */
    record LinkView(UUID id, UUID milestone, Side side, Instant expiresAt) {}

    /** A link with its address, which is kept nowhere: it is for that party alone. */
    record OpenedLink(String url, LinkView link) {}

    /** How many links open no more. */
    record RevokedLinks(int revoked) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a link to a party's pages about this milestone, for that party alone (DOR-2)")
    ResponseEntity<OpenedLink> open(@PathVariable UUID id, @Valid @RequestBody Whose whose, Caller caller, Once once) {
        var answer = once.run(whose, by -> {
            access.milestone(caller, id);
            var opened = door.open(id, whose.by());
            return new Reply<>(HttpStatus.CREATED, null, new LinkView(opened.id(), id, whose.by(), opened.expiresAt()));
        });
        var link = read(Objects.requireNonNull(answer.getBody()));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(new OpenedLink(door.address(link.id()), link));
    }

    @PostMapping("/revocation")
    @Operation(summary = "Revoke all links of a party to its pages about this milestone (DOR-2)")
    ResponseEntity<Answer<RevokedLinks>> revoke(
            @PathVariable UUID id, @Valid @RequestBody Whose whose, Caller caller, Once once) {
        return once.run(whose, by -> {
            access.milestone(caller, id);
            return Reply.ok(new RevokedLinks(door.shut(id, whose.by())));
        });
    }

    private LinkView read(Answer<LinkView> answer) {
        try {
            return json.mapper().readValue(answer.json(), LinkView.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
