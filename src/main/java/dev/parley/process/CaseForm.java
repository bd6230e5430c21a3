package dev.parley.process;

import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormFieldImpl;
import org.camunda.bpm.engine.impl.form.TaskFormDataImpl;
import org.camunda.bpm.engine.impl.form.handler.DefaultTaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;

/** Shows the case beside a task's form, read at the moment the form is opened: nothing of it is a process variable. */
public class CaseForm extends DefaultTaskFormHandler {
    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
        var form = (TaskFormDataImpl) super.createTaskForm(task);
        var engine = Context.getProcessEngineConfiguration();
        ((GuardedExpressions) engine.getExpressionManager())
                .bean(CaseSummaries.class)
                .of(task.getExecution().getProcessBusinessKey())
                .forEach((name, text) -> form.getFormFields().add(field(name, text)));
        return form;
    }

    private static FormFieldImpl field(String name, String text) {
        var field = new FormFieldImpl();
        field.setId(name);
        field.setValue(Variables.stringValue(text));
        return field;
    }
}
