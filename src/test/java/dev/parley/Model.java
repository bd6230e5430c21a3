package dev.parley;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** A process as its file says. */
record Model(String file, BpmnModelInstance bpmn) {
    /** Those of this tree, unless tests are asked whether they notice that one lacks something. */
    static Stream<Model> all() {
        return Stream.of(Path.of(System.getProperty("parley.models", "bpmn"))
                        .toFile()
                        .listFiles((folder, name) -> name.endsWith(".bpmn")))
                .sorted()
                .map(file -> new Model(file.getName(), Bpmn.readModelFromFile(file)));
    }

    <E extends ModelElementInstance> Collection<E> all(Class<E> type) {
        return bpmn.getModelElementsByType(type);
    }

    @Override
    public String toString() {
        return file;
    }
}
