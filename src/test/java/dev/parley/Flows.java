package dev.parley;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Which elements of the models the tests of this JVM have passed, as {@code process/element}. */
@TestConfiguration(proxyBeanMethods = false)
class Flows {
    static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

    /** The same for each business key, as {@code key/element}. */
    static final Set<String> PASSED_FOR = ConcurrentHashMap.newKeySet();

    @Bean
    ProcessEnginePlugin whatIsPassed() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                var listeners = new ArrayList<>(engine.getCustomPostBPMNParseListeners());
                listeners.add(new Everywhere());
                engine.setCustomPostBPMNParseListeners(listeners);
            }
        };
    }

    private static final class Everywhere extends AbstractBpmnParseListener {
        @Override
        public void parseProcess(Element element, ProcessDefinitionEntity process) {
            listen(process);
        }

        private static void listen(ScopeImpl scope) {
            for (var activity : scope.getActivities()) {
                activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                        at -> passed(at, at.getCurrentActivityId()));
                for (var flow : activity.getOutgoingTransitions())
                    ((TransitionImpl) flow).addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener)
                            at -> passed(at, at.getCurrentTransitionId()));
                listen(activity);
            }
        }

        private static void passed(DelegateExecution at, String element) {
            PASSED.add(((ExecutionEntity) at).getProcessDefinition().getKey() + "/" + element);
            PASSED_FOR.add(at.getProcessBusinessKey() + "/" + element);
        }
    }
}
