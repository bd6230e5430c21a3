package dev.parley.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** Tasklist's filters: they ship with the application, and nobody else may make one. */
@Component
class Filters {
    static final String NOW = "${now()}";
    static final String TOMORROW = "${dateTime().plusHours(24)}";

    private static final String ME = "${currentUser()}";

    /**
     * A filter and who sees it: everyone sees no more tasks than are theirs, whatever the query says.
     *
     * @param priority the lowest comes first
     */
    private record Shipped(
            String name, String description, int priority, List<String> groups, UnaryOperator<TaskQuery> query) {}

    private static final List<String> MEDIATORS = List.of(Staff.MEDIATORS, Staff.LEAD_MEDIATORS);
    private static final List<String> LEADS = List.of(Staff.LEAD_MEDIATORS);
    private static final List<String> OPERATIONS = List.of(Staff.OPERATIONS);
    private static final List<String> ALL = List.of(Staff.MEDIATORS, Staff.LEAD_MEDIATORS, Staff.OPERATIONS);

    private static final List<Shipped> SHIPPED = List.of(
            new Shipped("Cases in mediation", "They wait for a proposal", 5, LEADS, Filters::proposals),
            new Shipped("My cases", "Assigned to me", 10, MEDIATORS, tasks -> tasks.taskAssigneeExpression(ME)),
            new Shipped(
                    "Late cases",
                    "Nobody proposed in time",
                    11,
                    LEADS,
                    tasks -> proposals(tasks).dueBeforeExpression(NOW)),
            new Shipped(
                    "Cases without a mediator",
                    "Nobody was eligible",
                    12,
                    LEADS,
                    tasks -> proposals(tasks).taskUnassigned()),
            new Shipped(
                    "Due within 24 hours",
                    "Ends soon",
                    20,
                    MEDIATORS,
                    tasks -> tasks.dueAfterExpression(NOW).dueBeforeExpression(TOMORROW)),
            new Shipped("Overdue", "The target is missed", 21, MEDIATORS, tasks -> tasks.dueBeforeExpression(NOW)),
            new Shipped(
                    "Awards",
                    "To be entered",
                    30,
                    OPERATIONS,
                    tasks -> tasks.taskDefinitionKey(ArbitrationProcess.ENTER_AWARD)),
            new Shipped(
                    "Awards to confirm",
                    "Entered by somebody else",
                    31,
                    OPERATIONS,
                    tasks -> tasks.taskDefinitionKey(ArbitrationProcess.CONFIRM_AWARD)),
            new Shipped("All tasks I may see", "Everything you may work on or read", 90, ALL, tasks -> tasks));

    private final FilterService filters;
    private final TaskService tasks;

    Filters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    /** Makes the filters as they are here, and says which there are for each group. */
    Map<String, List<String>> ids() {
        return SHIPPED.stream()
                .flatMap(shipped -> {
                    var id = save(shipped);
                    return shipped.groups.stream().map(group -> Map.entry(group, id));
                })
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private String save(Shipped shipped) {
        var filter = existing(shipped.name).orElseGet(() -> filters.newTaskFilter(shipped.name));
        filter.setQuery(
                shipped.query.apply(tasks.createTaskQuery()).orderByDueDate().asc());
        filter.setProperties(Map.of("description", shipped.description, "priority", shipped.priority, "refresh", true));
        return filters.saveFilter(filter).getId();
    }

    private Optional<Filter> existing(String name) {
        return filters.createTaskFilterQuery().filterName(name).list().stream().findFirst();
    }

    private static TaskQuery proposals(TaskQuery tasks) {
        return tasks.taskDefinitionKey(NonBindingResolutionProcess.PROPOSE_RESOLUTION);
    }
}
