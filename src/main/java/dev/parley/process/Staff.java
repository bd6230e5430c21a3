package dev.parley.process;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Who works here and in which groups, as Camunda's Admin keeps it: names, e-mail addresses and passwords are changed there. */
@Component
public class Staff {
    public static final String MEDIATORS = "mediators";
    public static final String LEAD_MEDIATORS = "lead-mediators";
    public static final String OPERATIONS = "operations";
    public static final String TRUST_SAFETY = "trust-safety";
    public static final String ADMINISTRATORS = "camunda-admin";

    private final IdentityService identity;
    private final ProvenPasswords proven = new ProvenPasswords(System::nanoTime);

    Staff(IdentityService identity) {
        this.identity = identity;
    }

    /** One of the staff; the name is the id where none was entered, the e-mail address is empty where none was entered. */
    public record Member(String id, String name, String email) {}

    public List<Member> mediators() {
        return members(MEDIATORS);
    }

    public List<Member> leadMediators() {
        return members(LEAD_MEDIATORS);
    }

    public List<Member> operations() {
        return members(OPERATIONS);
    }

    Optional<Member> member(String id) {
        return Optional.ofNullable(identity.createUserQuery().userId(id).singleResult())
                .map(Staff::member);
    }

    public boolean isMember(String user, String group) {
        return identity.createGroupQuery().groupMember(user).groupId(group).count() > 0;
    }

    /** The groups of the user with this password; empty for a wrong password, an unknown user or one locked after wrong tries. */
    public Optional<List<String>> groupsAfterLogin(String user, String password) {
        return isRight(user, password) ? Optional.of(groupsOf(user)) : Optional.empty();
    }

    private boolean isRight(String user, String password) {
        if (proven.isProven(user, storedPassword(user), password)) return true;
        var isRight = identity.checkPassword(user, password);
        if (isRight) proven.proven(user, storedPassword(user), password);
        return isRight;
    }

    /** As the engine has hashed it; empty where there is no such user. */
    private String storedPassword(String user) {
        return Optional.ofNullable(identity.createUserQuery().userId(user).singleResult())
                .map(User::getPassword)
                .orElse("");
    }

    List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    private List<Member> members(String group) {
        return identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                .map(Staff::member)
                .toList();
    }

    private static Member member(User user) {
        var name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new Member(
                user.getId(), name.isEmpty() ? user.getId() : name, user.getEmail() == null ? "" : user.getEmail());
    }
}
