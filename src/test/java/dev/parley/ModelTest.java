package dev.parley;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model keeps to, so that it reads without the code and the engine does nothing that is not drawn. */
class ModelTest {
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{[^}]*}?");

    private static final Pattern ALLOWED = Pattern.compile(String.join(
            "|",
            "\\$\\{[a-z]\\w*}",
            "\\$\\{[a-z]\\w* == '[A-Z_]+'}",
            "\\$\\{alarms\\.at\\(execution, '[A-Z_]+'\\)}",
            "\\$\\{alarms\\.awardCycle\\(execution\\)}",
            "#\\{execution\\.processBusinessKey}"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("a file holds one executable process, of the file's name")
    void key(Model model) {
        assertThat(model.all(Process.class)).singleElement().satisfies(process -> {
            assertThat(process.getId() + ".bpmn").isEqualTo(model.file());
            assertThat(process.getName()).isNotBlank();
            assertThat(process.isExecutable()).isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("ids are words, not a modeler's numbers")
    void ids(Model model) {
        assertThat(model.all(FlowNode.class)).extracting(FlowNode::getId).allMatch(id -> id.matches("[a-z][A-Za-z]+"));
        assertThat(model.all(Message.class))
                .allSatisfy(message -> assertThat(message.getId()).isEqualTo("Message_" + message.getName()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("every step has a name, and only a gateway joins or splits the flow")
    void names(Model model) {
        var steps = model.all(FlowNode.class).stream()
                .filter(node -> !(node instanceof Gateway))
                .toList();
        assertThat(steps)
                .extracting(FlowNode::getName)
                .allSatisfy(name -> assertThat(name).isNotBlank());
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.getIncoming()).as(step.getId()).hasSizeLessThan(2);
            assertThat(step.getOutgoing()).as(step.getId()).hasSizeLessThan(2);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("a gateway asks, its flows answer, and one answer holds when no other does")
    void questions(Model model) {
        assertThat(model.all(Gateway.class)).allSatisfy(gateway -> {
            assertThat(gateway).isInstanceOf(ExclusiveGateway.class);
            if (gateway.getOutgoing().size() == 1) {
                assertThat(gateway.getIncoming()).as(gateway.getId()).hasSizeGreaterThan(1);
            } else {
                assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
                assertAnswers((ExclusiveGateway) gateway);
            }
        });
    }

    private static void assertAnswers(ExclusiveGateway gateway) {
        assertThat(gateway.getDefault()).as(gateway.getId()).isNotNull();
        assertThat(gateway.getOutgoing()).allSatisfy(answer -> {
            assertThat(answer.getName()).as(answer.getId()).isNotBlank();
            assertThat(answer.getConditionExpression() == null)
                    .as(answer.getId())
                    .isEqualTo(answer.equals(gateway.getDefault()));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("every task says which rule it carries out")
    void documentation(Model model) {
        assertThat(model.all(Activity.class).stream().filter(activity -> !(activity instanceof SubProcess)))
                .allSatisfy(activity -> assertThat(activity.getDocumentations())
                        .as(activity.getId())
                        .singleElement()
                        .extracting(Documentation::getTextContent)
                        .asString()
                        .matches("([A-Z]{3}-\\d+(, | to |: ))+.*\\."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("a service task is carried out by the delegate of its own name")
    void delegates(Model model) {
        assertThat(model.all(ServiceTask.class)).isNotEmpty().allSatisfy(task -> {
            assertThat(task.getCamundaDelegateExpression()).isEqualTo("${" + task.getId() + "}");
            assertThat(task.getCamundaClass()).as(task.getId()).isNull();
            assertThat(task.getCamundaExpression()).as(task.getId()).isNull();
            assertThat(task.getCamundaType()).as(task.getId()).isNull();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("what a process calls, shows or decides by is of its own deployment")
    void bindings(Model model) {
        assertThat(model.all(CallActivity.class))
                .allSatisfy(call ->
                        assertThat(call.getCamundaCalledElementBinding()).isEqualTo("deployment"));
        assertThat(model.all(UserTask.class)).allSatisfy(task -> {
            assertThat(task.getCamundaFormRef()).isEqualTo(task.getId());
            assertThat(task.getCamundaFormRefBinding()).isEqualTo("deployment");
            assertThat(Path.of("forms", task.getId() + ".form")).exists();
        });
        assertThat(model.all(BusinessRuleTask.class))
                .allSatisfy(
                        task -> assertThat(task.getCamundaDecisionRefBinding()).isEqualTo("deployment"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("no script, no listener, no mapping, no connector: nothing happens that is not drawn")
    void nothingHidden(Model model) {
        assertThat(Stream.of(
                                ScriptTask.class,
                                CamundaScript.class,
                                CamundaExecutionListener.class,
                                CamundaTaskListener.class,
                                CamundaInputOutput.class,
                                CamundaConnector.class)
                        .flatMap(type -> model.all(type).stream()))
                .isEmpty();
        assertThat(model.all(SequenceFlow.class).stream()
                        .map(SequenceFlow::getConditionExpression)
                        .filter(condition -> condition != null && condition.getLanguage() != null))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("from wait state to wait state one transaction: nothing is asynchronous")
    void synchronous(Model model) {
        assertThat(model.all(FlowNode.class))
                .noneMatch(node -> node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("an expression names a delegate, a fact or an alarm, and computes nothing")
    void expressions(Model model) {
        assertThat(EXPRESSION.matcher(Bpmn.convertToString(model.bpmn())).results())
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression.group()).matches(ALLOWED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("history outlives every case")
    void timeToLive(Model model) {
        assertThat(model.all(Process.class))
                .extracting(Process::getCamundaHistoryTimeToLiveString)
                .containsOnly("P3650D");
    }

    @Test
    @DisplayName("TER-1 the terms are one table in which exactly one row fits")
    void table() {
        assertThat(terms(Decision.class)).singleElement().satisfies(decision -> {
            assertThat(decision.getId() + ".dmn").isEqualTo("terms.dmn");
            assertThat(decision.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
        });
        assertThat(terms(DecisionTable.class))
                .singleElement()
                .extracting(DecisionTable::getHitPolicy)
                .isEqualTo(HitPolicy.UNIQUE);
    }

    @Test
    @DisplayName("TER-1 the version is a column of the table, and no cell of the table is empty")
    void filled() {
        assertThat(terms(Output.class)).extracting(Output::getName).contains("version");
        assertThat(terms(Rule.class)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.getInputEntries()).allMatch(ModelTest::isFilled);
            assertThat(row.getOutputEntries())
                    .hasSameSizeAs(terms(Output.class))
                    .allMatch(ModelTest::isFilled);
        });
    }

    @Test
    @DisplayName("TER-1 every currency has terms for both kinds of contract")
    void kinds() {
        var kinds = terms(Rule.class).stream()
                .map(row -> List.copyOf(row.getInputEntries()))
                .collect(groupingBy(ModelTest::currency, mapping(ModelTest::kind, toSet())));
        assertThat(kinds).containsOnlyKeys("\"USD\"", "\"EUR\"", "\"GBP\"", "\"JPY\"", "\"KWD\"");
        assertThat(kinds.values()).containsOnly(Set.of("\"MARKETPLACE\"", "\"DIRECT\""));
    }

    static Stream<Model> models() {
        return Model.all();
    }

    private static <E extends DmnElement> List<E> terms(Class<E> type) {
        return List.copyOf(
                Dmn.readModelFromFile(Path.of("bpmn/terms.dmn").toFile()).getModelElementsByType(type));
    }

    private static boolean isFilled(DmnElement entry) {
        return !entry.getTextContent().isBlank();
    }

    private static String kind(List<? extends DmnElement> row) {
        return row.get(0).getTextContent().strip();
    }

    private static String currency(List<? extends DmnElement> row) {
        return row.get(1).getTextContent().strip();
    }
}
