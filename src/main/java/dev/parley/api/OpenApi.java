package dev.parley.api;

import dev.parley.shared.Money;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/** The description of the API: what its code can't say of itself. */
@Configuration(proxyBeanMethods = false)
class OpenApi {
    private static final String REFUSAL = "refusal";

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, Once.class)
                .addResponseWrapperToIgnore(Answer.class)
                .replaceWithSchema(Money.class, new Schema<Money>().$ref("#/components/schemas/Money"))
                .replaceWithSchema(Currency.class, currency());
    }

    @Bean
    OpenAPI description(OpenApiExamples examples) {
        return new OpenAPI()
                .info(new Info()
                        .title("Parley")
                        .version("1")
                        .description("Disputes about work paid through escrow. Names such as DIS-4 are rules of the"
                                + " service. Amounts are integers of minor units; times are RFC 3339 in UTC, and in time"
                                + " is before a deadline. A refusal is a problem (RFC 9457) whose code never changes;"
                                + " beside a conflict stands the present state."))
                .components(new Components()
                        .examples(examples.ofProblems())
                        .responses(examples.alone())
                        .addResponses(REFUSAL, OpenApiExamples.refusal("A refusal; it leaves nothing behind"))
                        .securitySchemes(OpenApiSecurity.schemes())
                        .addSchemas("Money", money())
                        .addSchemas(OpenApiExamples.PROBLEM, problem()));
    }

    /** Each POST has its key, and everything can be refused. Names are those of the code, with their controller's. */
    @Bean
    OperationCustomizer keysAndProblems(OpenApiExamples examples) {
        return (operation, handler) -> {
            operation.setOperationId(name(handler));
            var acts = Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == Once.class);
            addAnswers(operation, handler);
            if (acts) addKey(operation);
            examples.addTo(operation, acts);
            operation.getResponses().setDefault(new ApiResponse().$ref("#/components/responses/" + REFUSAL));
            return operation;
        };
    }

    /** What is never absent is required, so that a client generated from this need not ask. */
    @Bean
    ModelConverter requiredFields() {
        return new RequiredFields();
    }

    private static String name(HandlerMethod handler) {
        var controller = handler.getBeanType().getSimpleName().replace("Controller", "");
        return StringUtils.uncapitalize(controller)
                + StringUtils.capitalize(handler.getMethod().getName());
    }

    /** The limits of evidence as they are enforced, beside the operation that they are about. */
    @Bean
    OperationCustomizer evidenceLimits() {
        var limits = LimitsController.limits().evidence();
        var words = "At most " + limits.bytesPerFile() + " bytes a document, " + limits.filesPerStatement()
                + " documents a statement, " + limits.filesPerMilestoneAndSide() + " documents and "
                + limits.bytesPerMilestoneAndSide() + " bytes for a side of a milestone. Taken are, by their content: "
                + String.join(", ", limits.mediaTypes()) + ".";
        return (operation, handler) ->
                handler.getBeanType() == EvidenceController.class && handler.hasMethodAnnotation(PostMapping.class)
                        ? operation.description(words)
                        : operation;
    }

    /** Beside the one that its code declares: another status with the same body, or 304 for what a reader has already. */
    private static void addAnswers(Operation operation, HandlerMethod handler) {
        var answers = operation.getResponses();
        var content = answers.values().iterator().next().getContent();
        var also = handler.getMethodAnnotation(AlsoAnswers.class);
        if (also != null && !also.mediaType().isEmpty())
            content.addMediaType(also.mediaType(), new MediaType().schema(new StringSchema()));
        else if (also != null)
            answers.addApiResponse(
                    String.valueOf(also.status()),
                    new ApiResponse().description(also.when()).content(content));
        if (!handler.hasMethodAnnotation(GetMapping.class)
                || !Versioned.class.isAssignableFrom(handler.getMethod().getReturnType())) return;
        var etag = new Header().description("changes with what is read").schema(new StringSchema());
        answers.values().forEach(answer -> answer.addHeaderObject(HttpHeaders.ETAG, etag));
        answers.addApiResponse(
                "304",
                new ApiResponse().description("As If-None-Match has it").addHeaderObject(HttpHeaders.ETAG, etag));
    }

    private static void addKey(Operation operation) {
        operation.addParametersItem(new Parameter()
                .in("header")
                .name(Idempotency.HEADER)
                .required(true)
                .description("8 to 255 printable characters, new for each act: sent again with the same content it gets"
                        + " the same answer, with other content it is refused (422).")
                .schema(new StringSchema().minLength(8).maxLength(255)));
        operation
                .getResponses()
                .values()
                .forEach(response -> response.addHeaderObject(
                        Idempotency.REPLAYED,
                        new Header()
                                .description("true when the act happened before, under this key")
                                .schema(new StringSchema())));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().description("/problems/ and the code"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("code", new StringSchema().description("a word that never changes"))
                .addProperty("field", new StringSchema().description("the field at fault, if one is"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(fault())
                                .description("every fault of a body, of which the problem names the first"))
                .addProperty(
                        "differences",
                        new ArraySchema()
                                .items(new StringSchema())
                                .description("the fields in which a contradiction differs from what is known"))
                .addProperty("state", new ObjectSchema().description("the present state, beside a conflict"))
                .required(List.of("type", "title", "status", "code"));
    }

    private static Schema<?> fault() {
        return new ObjectSchema()
                .addProperty("field", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("detail", new StringSchema())
                .required(List.of("field", "code", "detail"));
    }

    private static Schema<?> money() {
        return new ObjectSchema()
                .addProperty("minor", new IntegerSchema().format("int64").description("minor units, never a float"))
                .addProperty("currency", currency())
                .addRequiredItem("minor")
                .addRequiredItem("currency");
    }

    private static Schema<?> currency() {
        return new StringSchema().description("ISO 4217").example("USD");
    }
}
