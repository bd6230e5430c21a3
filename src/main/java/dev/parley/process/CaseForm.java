package dev.parley.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormFieldImpl;
import org.camunda.bpm.engine.impl.form.TaskFormDataImpl;
import org.camunda.bpm.engine.impl.form.handler.DefaultTaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;

/**
 * Shows the case beside a task's form, read at the moment the form is opened: nothing of it is a process variable. The
 * sheet is for the forms of today, the summaries for those of release 0.1.0.
 */
public class CaseForm extends DefaultTaskFormHandler {
    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
        var form = (TaskFormDataImpl) super.createTaskForm(task);
        var caseId = task.getExecution().getProcessBusinessKey();
        form.getFormFields()
                .add(field(
                        "sheet",
                        SpinValues.jsonValue(json(bean(CaseSheets.class).of(caseId)))
                                .create()));
        bean(CaseSummaries.class)
                .of(caseId)
                .forEach((name, text) -> form.getFormFields().add(field(name, Variables.stringValue(text))));
        return form;
    }

    private static <T> T bean(Class<T> type) {
        var engine = Context.getProcessEngineConfiguration();
        return ((GuardedExpressions) engine.getExpressionManager()).bean(type);
    }

    private static String json(CaseSheet sheet) {
        try {
            return bean(ObjectMapper.class).writeValueAsString(sheet);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static FormFieldImpl field(String name, TypedValue value) {
        var field = new FormFieldImpl();
        field.setId(name);
        field.setValue(value);
        return field;
    }
}
