package dev.parley;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every path that the application serves, with its method: Spring's mappings, static files, and the engine's resources. */
final class ServedPaths {
    private static final Set<String> READS_AND_WRITES = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

    /** Where the engine's resources hang, and whose they are. */
    private static final Map<String, Application> APPLICATIONS = Map.of(
            "/camunda/api/engine", new EngineRestApplication(),
            "/camunda/api/cockpit", new CockpitApplication(),
            "/camunda/api/tasklist", new TasklistApplication(),
            "/camunda/api/admin", new AdminApplication(),
            "/camunda/api/welcome", new WelcomeApplication());

    private final Set<String> lines = new TreeSet<>();

    private ServedPaths() {}

    /** Lines such as {@code GET /api/v1/contracts/{id}}. */
    static Set<String> of(ApplicationContext context) {
        var paths = new ServedPaths();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .forEach(paths::add);
        context.getBeansOfType(AbstractUrlHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMap().keySet().stream())
                .forEach(pattern -> paths.add("GET", pattern));
        paths.addResources(
                "/engine-rest",
                List.of(DefaultProcessEngineRestServiceImpl.class, NamedProcessEngineRestServiceImpl.class));
        APPLICATIONS.forEach((mount, application) -> paths.addResources(mount, application.getClasses()));
        return paths.lines;
    }

    /** What else there could be: servlets by name, with what they are mapped to. */
    static Set<String> servlets(ServletContext context) {
        var servlets = new TreeSet<String>();
        context.getServletRegistrations()
                .forEach((name, servlet) -> servlet.getMappings().forEach(mapping -> servlets.add(mapping)));
        return servlets;
    }

    private void add(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        for (var path : mapping.getPatternValues())
            for (var method : methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods)
                add(method.name(), path);
    }

    private void addResources(String mount, Collection<Class<?>> resources) {
        for (var resource : resources)
            path(resource.getAnnotations()).ifPresent(path -> follow(join(mount, path), resource, new ArrayDeque<>()));
    }

    /** Down the sub-resources, each of which is another class; never twice into one on the same way. */
    private void follow(String path, Class<?> resource, Deque<Class<?>> way) {
        if (way.contains(resource)) return;
        way.push(resource);
        for (var method : resource.getMethods()) {
            if (method.isBridge()) continue;
            var annotations = annotations(method);
            var here = path(annotations).map(more -> join(path, more)).orElse(path);
            var verb = Arrays.stream(annotations)
                    .flatMap(found -> Stream.ofNullable(found.annotationType().getAnnotation(HttpMethod.class)))
                    .map(HttpMethod::value)
                    .findFirst();
            if (verb.isPresent()) add(verb.get(), here);
            else if (path(annotations).isPresent()) follow(here, method.getReturnType(), way);
        }
        way.pop();
    }

    /** Its own, or those of the method that it implements. */
    private static Annotation[] annotations(Method method) {
        return Stream.concat(Stream.of(method.getDeclaringClass()), ancestors(method.getDeclaringClass()))
                .flatMap(type -> {
                    try {
                        return Arrays.stream(type.getMethod(method.getName(), method.getParameterTypes())
                                .getAnnotations());
                    } catch (NoSuchMethodException notHere) {
                        return Stream.empty();
                    }
                })
                .toArray(Annotation[]::new);
    }

    private static Stream<Class<?>> ancestors(Class<?> type) {
        var above = Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return above.flatMap(parent -> Stream.concat(Stream.of(parent), ancestors(parent)));
    }

    private static Optional<String> path(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(Path.class::isInstance)
                .map(found -> ((Path) found).value())
                .findFirst();
    }

    private static String join(String path, String more) {
        var joined = (path + "/" + more).replaceAll("/+", "/");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }

    private void add(String method, String path) {
        if (READS_AND_WRITES.contains(method))
            lines.add(method + " " + path.replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}"));
    }
}
