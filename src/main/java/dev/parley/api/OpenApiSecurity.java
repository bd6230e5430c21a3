package dev.parley.api;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** How callers log in, and which scope each operation needs: as the door asks for it. */
@Configuration(proxyBeanMethods = false)
class OpenApiSecurity {
    private static final String BASIC = "basic";
    private static final String OAUTH = "oauth2";

    static Map<String, SecurityScheme> schemes() {
        var scopes = new Scopes();
        Arrays.stream(Scope.values()).forEach(scope -> scopes.addString(scope.title(), scope.words()));
        var clientCredentials =
                new OAuthFlow().tokenUrl("https://issuer.example/oauth2/token").scopes(scopes);
        return Map.of(
                OAUTH,
                new SecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .flows(new OAuthFlows().clientCredentials(clientCredentials))
                        .description("Of contracts systems: an access token (JWT) of the issuer that the house trusts,"
                                + " which has the address for tokens"),
                BASIC,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Of the staff; in the sandbox also of contracts systems"));
    }

    /** Each line is one way to log in: contracts systems by a token with the scope, the staff by name and password. */
    @Bean
    OpenApiCustomizer scopesOfOperations() {
        return description -> description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> secure(path, method, operation)));
    }

    private static void secure(String path, PathItem.HttpMethod verb, Operation operation) {
        var method = HttpMethod.valueOf(verb.name());
        var ways = new ArrayList<SecurityRequirement>();
        if (Right.toCall(method, path).contains(Roles.CONTRACTS))
            ways.add(new SecurityRequirement()
                    .addList(OAUTH, Scope.neededFor(method, path).title()));
        ways.add(new SecurityRequirement().addList(BASIC));
        operation.setSecurity(ways);
    }
}
