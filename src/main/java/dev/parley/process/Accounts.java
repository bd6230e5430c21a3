package dev.parley.process;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;

/**
 * The staff's accounts as the engine keeps them, with three things mended: a password that an older hash guards gets the
 * present one when it is next used; that somebody has no account takes as long to find out as a wrong password; and who
 * is no administrator changes their own password and nothing else, because notices go to that address (DOR-4).
 */
class Accounts extends DbIdentityServiceProvider {
    private final Passwords passwords;

    private Accounts(Passwords passwords) {
        this.passwords = passwords;
    }

    static SessionFactory with(Passwords passwords) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return Accounts.class;
            }

            @Override
            public Session openSession() {
                return new Accounts(passwords);
            }
        };
    }

    @Override
    public boolean checkPassword(String id, @Nullable String password) {
        var user = findUserById(id);
        if (user == null && password != null) passwords.checkNobodys(password);
        var isRight = super.checkPassword(id, password);
        if (isRight && !isModern(user)) {
            user.setPassword(password);
            user.encryptPassword();
        }
        return isRight;
    }

    private static boolean isModern(UserEntity user) {
        return user.getPassword().startsWith("{" + Passwords.NAME + "}");
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        if (isChanged((UserEntity) user) && !getAuthorizationManager().isAuthorized(UPDATE, USER, ANY))
            throw new AuthorizationException(
                    getCurrentAuthentication().getUserId(), UPDATE.getName(), USER.resourceName(), user.getId());
        return super.saveUser(user);
    }

    private boolean isChanged(UserEntity user) {
        if (user.getRevision() == 0) return false;
        var known = (UserEntity) getDbSqlSession().selectOne("selectUser", user.getId());
        return known != null
                && !(Objects.equals(known.getFirstName(), user.getFirstName())
                        && Objects.equals(known.getLastName(), user.getLastName())
                        && Objects.equals(known.getEmail(), user.getEmail()));
    }
}
