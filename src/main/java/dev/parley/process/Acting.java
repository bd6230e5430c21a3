package dev.parley.process;

import dev.parley.shared.Actor;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who acts in this thread: the actor that a door named, or else whoever the engine has authenticated (Tasklist,
 * engine-rest), or else Parley itself (a timer).
 */
@Component
class Acting {
    private static final ThreadLocal<@Nullable Actor> NAMED = new ThreadLocal<>();
    private final ObjectProvider<IdentityService> identity;

    Acting(ObjectProvider<IdentityService> identity) {
        this.identity = identity;
    }

    <T> T as(Actor actor, Supplier<T> act) {
        var before = NAMED.get();
        NAMED.set(actor);
        try {
            return act.get();
        } catch (WebApplicationException wrapped) {
            if (wrapped.getCause() instanceof Refused refused) throw refused;
            throw wrapped;
        } finally {
            if (before == null) NAMED.remove();
            else NAMED.set(before);
        }
    }

    Actor actor() {
        var named = NAMED.get();
        if (named != null) return named;
        var authenticated = identity.getObject().getCurrentAuthentication();
        if (authenticated == null || authenticated.getUserId() == null) return Actor.PARLEY;
        return authenticated.getGroupIds() != null
                        && authenticated.getGroupIds().contains(EngineRest.CONTRACTS_SYSTEM)
                ? Actor.party(Side.FREELANCER, authenticated.getUserId()) // whose acts both of its starts are
                : Actor.staff(authenticated.getUserId());
    }

    /**
     * A first or recording task, whose refusal somebody waits for: to the engine's own doors it is told as a 409 with
     * the refusal's words, which is what Tasklist shows in its banner.
     */
    JavaDelegate refusing(JavaDelegate task) {
        return at -> {
            try {
                task.execute(at);
            } catch (Refused refused) {
                throw new WebApplicationException(refused.detail(), refused, 409);
            }
        };
    }
}
