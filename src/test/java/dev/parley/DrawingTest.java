package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models are drawn so that a reader in Cockpit can follow every flow. */
public class DrawingTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("every step has a shape, every flow a line from its source to its target")
    void complete(Model model) {
        assertThat(model.all(FlowNode.class))
                .allSatisfy(node ->
                        assertThat(node.getDiagramElement()).as(node.getId()).isNotNull());
        assertThat(model.all(SequenceFlow.class)).allSatisfy(flow -> {
            assertThat(flow.getDiagramElement()).as(flow.getId()).isNotNull();
            var points = points(flow);
            assertThat(points).as(flow.getId()).hasSizeGreaterThan(1);
            assertThat(touches(flow.getSource(), points.get(0)))
                    .as(flow.getId())
                    .isTrue();
            assertThat(touches(flow.getTarget(), points.get(points.size() - 1)))
                    .as(flow.getId())
                    .isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("no shape lies on another, and what is inside a subprocess is drawn inside it")
    void shapes(Model model) {
        for (var one : model.all(FlowNode.class)) {
            if (one.getParentElement() instanceof SubProcess parent)
                assertThat(shape(parent).contains(shape(one))).as(one.getId()).isTrue();
            for (var other : model.all(FlowNode.class))
                if (!one.equals(other) && areApart(one, other))
                    assertThat(shape(one).intersects(shape(other)))
                            .as(one.getId() + " on " + other.getId())
                            .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("a boundary event sits on its host's lower edge and leaves downwards")
    void exceptions(Model model) {
        assertThat(model.all(BoundaryEvent.class)).allSatisfy(event -> {
            var host = shape(event.getAttachedTo());
            assertThat(shape(event).getCenterY()).as(event.getId()).isEqualTo(host.getMaxY());
            assertThat(shape(event).getMinX()).as(event.getId()).isGreaterThanOrEqualTo(host.getMinX());
            assertThat(shape(event).getMaxX()).as(event.getId()).isLessThanOrEqualTo(host.getMaxX());
            assertThat(event.getOutgoing())
                    .allSatisfy(flow -> assertThat(points(flow).get(0).getY())
                            .as(flow.getId())
                            .isEqualTo(shape(event).getMaxY()));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("no flow runs through a shape")
    void flowsPassShapes(Model model) {
        for (var flow : model.all(SequenceFlow.class))
            for (var node : model.all(FlowNode.class))
                if (!isAround(node, flow))
                    assertThat(segments(flow)).noneMatch(segment -> segment.intersects(shape(node)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("no flow crosses another")
    void flowsPassFlows(Model model) {
        for (var one : model.all(SequenceFlow.class))
            for (var other : model.all(SequenceFlow.class))
                if (!one.equals(other))
                    assertThat(segments(one))
                            .as(one.getId() + " and " + other.getId())
                            .noneMatch(segment -> segments(other).stream().anyMatch(segment::intersectsLine));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("no label lies on a shape, a flow or another label")
    void labelsAreFree(Model model) {
        var labels = labels(model);
        for (var label : labels) {
            assertThat(model.all(FlowNode.class).stream().filter(node -> !(node instanceof SubProcess)))
                    .noneMatch(node -> shape(node).intersects(label));
            assertThat(model.all(SequenceFlow.class))
                    .noneMatch(flow -> segments(flow).stream().anyMatch(segment -> segment.intersects(label)));
            assertThat(labels.stream().filter(label::intersects)).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName(
            "its picture was drawn from the present model (else: ./mvnw -Pdiagrams test), and shows every step and its name")
    void picture(Model model) throws IOException {
        var picture = picture(model.file());

        assertThat(picture).contains("data-model-sha256=\"" + sha256(Path.of("bpmn", model.file())) + "\"");
        assertThat(model.all(FlowNode.class)).allSatisfy(node -> {
            assertThat(picture).contains("data-element-id=\"" + node.getId() + "\"");
            if (node.getName() != null)
                assertThat(wordsOf(picture, node)).as(node.getId()).isEqualTo(node.getName());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    @DisplayName("its picture is nothing but shapes and words: it runs nothing and fetches nothing")
    void pictureIsSafe(Model model) throws IOException {
        assertSafe(picture(model.file()));
    }

    /** Fails if the SVG holds more than shapes and words. */
    public static void assertSafe(String svg) {
        assertThat(svg).doesNotContain("<!DOCTYPE", "<!ENTITY", "<?");
        assertThat(names(svg, "<(\\w+)"))
                .isSubsetOf(
                        "svg",
                        "title",
                        "g",
                        "defs",
                        "marker",
                        "path",
                        "rect",
                        "circle",
                        "polygon",
                        "polyline",
                        "text",
                        "tspan");
        assertThat(names(svg, " ([\\w:-]+)=\"")).noneMatch(name -> name.matches("on.*|.*href|style|xml.+:.*"));
        assertThat(names(svg, "(url\\([^)]*\\))"))
                .allMatch(url -> url.matches("url\\((&quot;|')?#marker-\\d+(&quot;|')?\\)"));
    }

    /** Of a model's file, in hex: its picture bears it. */
    static String sha256(Path model) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String picture(String model) throws IOException {
        return Files.readString(Path.of("src/docs/diagrams", model.replace(".bpmn", ".svg")));
    }

    /** What stands in the shape, or on its label beside it. */
    private static String wordsOf(String picture, FlowNode node) {
        var beside = picture.indexOf("data-element-id=\"" + node.getId() + "_label\"");
        var start = beside >= 0 ? beside : picture.indexOf("data-element-id=\"" + node.getId() + "\"");
        var words = Pattern.compile("<text.*?</text>").matcher(picture);
        assertThat(words.find(start)).as(node.getId()).isTrue();
        return names(words.group(), "<tspan[^>]*>([^<]*)<").stream()
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    private static List<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static Stream<Model> models() {
        return Model.all();
    }

    /** Neither is inside the other, nor attached to it. */
    private static boolean areApart(FlowNode one, FlowNode other) {
        return !isInside(one, other) && !isInside(other, one) && !isAttached(one, other) && !isAttached(other, one);
    }

    private static boolean isInside(FlowNode inner, FlowNode outer) {
        for (var parent = inner.getParentElement(); parent != null; parent = parent.getParentElement())
            if (parent.equals(outer)) return true;
        return false;
    }

    private static boolean isAttached(FlowNode event, FlowNode host) {
        return event instanceof BoundaryEvent boundary
                && boundary.getAttachedTo().equals(host);
    }

    /** The flow starts or ends at the node, or is drawn inside it. */
    private static boolean isAround(FlowNode node, SequenceFlow flow) {
        return flow.getSource().equals(node) || flow.getTarget().equals(node) || isInside(flow.getSource(), node);
    }

    /** On the outline; a gateway's outline is not that of its bounds. */
    private static boolean touches(FlowNode node, Point2D point) {
        return around(node, 1).contains(point)
                && (node instanceof Gateway || !around(node, -1).contains(point));
    }

    private static Rectangle2D around(FlowNode node, int by) {
        var shape = shape(node);
        return new Rectangle2D.Double(shape.x - by, shape.y - by, shape.width + 2 * by, shape.height + 2 * by);
    }

    private static List<Line2D> segments(SequenceFlow flow) {
        var points = points(flow);
        var segments = new ArrayList<Line2D>();
        for (var i = 1; i < points.size(); i++) segments.add(new Line2D.Double(points.get(i - 1), points.get(i)));
        return segments;
    }

    private static List<Point2D> points(SequenceFlow flow) {
        return flow.getDiagramElement().getWaypoints().stream()
                .map(point -> (Point2D) new Point2D.Double(point.getX(), point.getY()))
                .toList();
    }

    private static List<Rectangle2D> labels(Model model) {
        return Stream.concat(
                        model.all(BpmnShape.class).stream().map(BpmnShape::getBpmnLabel),
                        model.all(BpmnEdge.class).stream().map(BpmnEdge::getBpmnLabel))
                .filter(Objects::nonNull)
                .map(label -> (Rectangle2D) rectangle(label.getBounds()))
                .toList();
    }

    private static Rectangle2D.Double shape(FlowNode node) {
        return rectangle(((BpmnShape) node.getDiagramElement()).getBounds());
    }

    private static Rectangle2D.Double rectangle(Bounds bounds) {
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }
}
