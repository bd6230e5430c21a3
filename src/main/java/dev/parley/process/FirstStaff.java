package dev.parley.process;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The accounts that a database without an administrator begins with; an entry without a name or a password is none. */
@ConfigurationProperties("parley.first-staff")
record FirstStaff(List<Account> accounts) {
    record Account(
            @DefaultValue("") String id,
            @DefaultValue("") String password,
            @DefaultValue("") String firstName,
            @DefaultValue("") String lastName,
            @DefaultValue("") String email,
            String group) {
        boolean isComplete() {
            return !id.isBlank() && !password.isBlank();
        }

        void createIn(IdentityService identity) {
            var user = identity.newUser(id);
            user.setPassword(password);
            user.setFirstName(firstName);
            user.setLastName(lastName);
            user.setEmail(email);
            identity.saveUser(user);
            identity.createMembership(id, group);
        }
    }

    void createIn(IdentityService identity) {
        accounts.stream().filter(Account::isComplete).forEach(account -> account.createIn(identity));
    }
}
