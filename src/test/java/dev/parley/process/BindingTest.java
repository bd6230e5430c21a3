package dev.parley.process;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.ParleyTest;
import dev.parley.contract.Terms;
import dev.parley.deadline.Rule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Models and Java name the same things, in both directions: a name that only one side knows fails here. */
@ParleyTest
class BindingTest {
    private static final Map<String, Class<?>> PROCESSES = Map.of(
            MilestoneReviewProcess.KEY, MilestoneReviewProcess.class,
            DisputeProcess.KEY, DisputeProcess.class,
            NonBindingResolutionProcess.KEY, NonBindingResolutionProcess.class,
            ArbitrationProcess.KEY, ArbitrationProcess.class,
            ContractClosureProcess.KEY, ContractClosureProcess.class);

    /** The terms' column behind the label of each window, and how the label goes on after the number. */
    private static final Map<String, String> LABELS = Map.of(
            "reviewWindowOver", "reviewDays days over",
            "claimWindowOver", "claimDays days over",
            "responseWindowOver", "responseBusinessDays business days over",
            "proposalTargetMissed", "proposalDays days over",
            "proposalLate", "reassignmentDays days over",
            "decisionWindowOver", "decisionDays calendar days over",
            "electionWindowOver", "electionDays days over");

    private static final Pattern ALARM = Pattern.compile("\\$\\{alarms\\.at\\(execution, '(\\w+)'\\)}");

    @Autowired
    ApplicationContext beans;

    @Test
    @DisplayName("every delegate of a model is a bean, and every delegate bean is in a model")
    void delegates() {
        var inModels = all(ServiceTask.class)
                .map(ServiceTask::getCamundaDelegateExpression)
                .collect(toSet());
        var inJava = Arrays.stream(beans.getBeanNamesForAnnotation(InModel.class))
                .filter(name -> beans.getBean(name) instanceof JavaDelegate)
                .map(name -> "${" + name + "}")
                .collect(toSet());
        assertThat(inModels).isEqualTo(inJava);
    }

    @Test
    @DisplayName("every model has its class of names, and every called process is one of them")
    void processes() {
        assertThat(models().keySet()).isEqualTo(PROCESSES.keySet());
        assertThat(all(CallActivity.class).map(CallActivity::getCalledElement))
                .allSatisfy(called -> assertThat(PROCESSES).containsKey(called));
    }

    @Test
    @DisplayName("every message of a model is a name in Java")
    void messages() {
        models().forEach((key, model) -> assertThat(names(key))
                .containsAll(model.getModelElementsByType(Message.class).stream()
                        .map(Message::getName)
                        .filter(name -> !sharedElsewhere(key, name))
                        .toList()));
    }

    @Test
    @DisplayName("every name in Java stands in its model or in a form of it")
    void names() {
        models().forEach((key, model) -> {
            var text = Bpmn.convertToString(model) + forms(model);
            assertThat(names(key)).allSatisfy(name -> assertThat(text).containsPattern("\\b" + name + "\\b"));
        });
    }

    @Test
    @DisplayName("no model throws or catches an error that no delegate throws")
    void errors() {
        assertThat(all(ErrorEventDefinition.class)).isEmpty();
    }

    @Test
    @DisplayName("every user task has its form, whose fields are exactly what Java takes")
    void forms() {
        var taken = Map.of(
                NonBindingResolutionProcess.PROPOSE_RESOLUTION,
                PostedProposal.declared(),
                ArbitrationProcess.ENTER_AWARD,
                Set.of(ArbitrationProcess.AMOUNT_TO_FREELANCER, ArbitrationProcess.AWARD_REFERENCE),
                ArbitrationProcess.CONFIRM_AWARD,
                Set.of(ArbitrationProcess.CONFIRMATION, ArbitrationProcess.REMARK));
        assertThat(all(UserTask.class).collect(toMap(UserTask::getId, UserTask::getCamundaFormRef)))
                .isEqualTo(taken.keySet().stream().collect(toMap(Function.identity(), Function.identity())));
        taken.forEach((form, fields) -> assertThat(keys(form)).isEqualTo(fields));
    }

    @Test
    @DisplayName("DEA-1 every window's timer asks for the deadline of its own rule")
    void timers() {
        var inModels = all(TimerEventDefinition.class)
                .filter(timer -> timer.getTimeDate() != null)
                .collect(toMap(
                        timer -> ((BoundaryEvent) timer.getParentElement()).getId(),
                        timer -> rule(timer.getTimeDate().getTextContent())));
        assertThat(inModels).isEqualTo(Alarms.RULES);
        assertThat(Set.copyOf(Alarms.RULES.values())).isEqualTo(Set.of(Rule.values()));
    }

    @Test
    @DisplayName("TER-1 the table of terms has exactly the columns that Java reads")
    void terms() {
        var table = terms(Decision.class).getId();
        assertThat(table).isEqualTo(TermsTable.DECISION);
        var columns = terms(DecisionTable.class).getOutputs().stream().map(Output::getName);
        var read = Arrays.stream(Terms.class.getRecordComponents()).map(component -> component.getName());
        assertThat(Stream.concat(columns, Stream.of("contractKind", "currency")))
                .containsExactlyInAnyOrderElementsOf(read.toList());
    }

    @Test
    @DisplayName("TER-1 every window's label says the default of the terms")
    void labels() {
        assertThat(LABELS.keySet()).isEqualTo(Alarms.RULES.keySet());
        LABELS.forEach((event, label) -> {
            var column = label.substring(0, label.indexOf(' '));
            assertThat(all(BoundaryEvent.class)
                            .filter(boundary -> boundary.getId().equals(event)))
                    .singleElement()
                    .extracting(BoundaryEvent::getName)
                    .isEqualTo(label.replace(column, everyRow(column)));
        });
        assertThat(all(BoundaryEvent.class)
                        .filter(boundary ->
                                Set.of("awardOverdue", "confirmationOverdue").contains(boundary.getId())))
                .hasSize(2)
                .extracting(BoundaryEvent::getName)
                .containsOnly(
                        everyRow("awardReminderDays") + " days over, then every " + everyRow("awardReminderEveryDays"));
    }

    /** The one value that a column has in all rows. */
    private static String everyRow(String column) {
        var table = terms(DecisionTable.class);
        var names = table.getOutputs().stream().map(Output::getName).toList();
        var values = table.getRules().stream()
                .map(row -> List.copyOf(row.getOutputEntries()).get(names.indexOf(column)))
                .map(entry -> entry.getTextContent().strip())
                .collect(toSet());
        assertThat(values).hasSize(1);
        return values.iterator().next();
    }

    /** A message that another process class names, when both models wait for the same fact. */
    private static boolean sharedElsewhere(String key, String message) {
        return key.equals(DisputeProcess.KEY) && message.equals(MilestoneReviewProcess.DISPUTE_FILED);
    }

    private static Rule rule(String expression) {
        var matcher = ALARM.matcher(expression.strip());
        assertThat(matcher.matches()).as(expression).isTrue();
        return Rule.valueOf(matcher.group(1));
    }

    private static Set<String> names(String process) {
        return Arrays.stream(Objects.requireNonNull(PROCESSES.get(process)).getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException impossible) {
                        throw new AssertionError(impossible);
                    }
                })
                .collect(toSet());
    }

    private static <E extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Stream<E> all(Class<E> type) {
        return models().values().stream().flatMap(model -> model.getModelElementsByType(type).stream());
    }

    /** Elsewhere when it is asked whether this test notices that a model lacks something. */
    private static Map<String, BpmnModelInstance> models() {
        return Stream.of(Path.of(System.getProperty("parley.models", "bpmn"))
                        .toFile()
                        .listFiles((folder, name) -> name.endsWith(".bpmn")))
                .collect(toMap(file -> file.getName().replace(".bpmn", ""), Bpmn::readModelFromFile));
    }

    private static <E extends org.camunda.bpm.model.xml.instance.ModelElementInstance> E terms(Class<E> type) {
        return Dmn.readModelFromFile(Path.of("bpmn/terms.dmn").toFile())
                .getModelElementsByType(type)
                .iterator()
                .next();
    }

    private static String forms(BpmnModelInstance model) {
        var text = new StringBuilder();
        for (var task : model.getModelElementsByType(UserTask.class)) text.append(form(task.getCamundaFormRef()));
        return text.toString();
    }

    private static JsonNode form(String name) {
        try {
            return new ObjectMapper().readTree(Files.readString(Path.of("forms", name + ".form")));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Set<String> keys(String form) {
        var read = form(form);
        assertThat(read.path("id").asText()).isEqualTo(form);
        return new HashSet<>(read.findValuesAsText("key"));
    }
}
