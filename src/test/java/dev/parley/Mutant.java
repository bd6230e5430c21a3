package dev.parley;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A model that lacks one thing, or has it otherwise; without its drawing, which is not what is looked at. */
record Mutant(String file, String what, byte[] xml) {
    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    /** What decides nothing, or by its attributes alone. Anything else that a model should come to have needs a mutant first. */
    private static final Set<String> PLAIN = Set.of(
            "definitions",
            "process",
            "documentation",
            "extensionElements",
            "sequenceFlow",
            "incoming",
            "outgoing",
            "endEvent",
            "serviceTask",
            "receiveTask",
            "userTask",
            "callActivity",
            "subProcess",
            "message",
            "messageEventDefinition",
            "timerEventDefinition");

    private static final Map<String, String> OTHER_RULE = Map.of(
            "REVIEW", "CLAIM",
            "CLAIM", "REVIEW",
            "RESPONSE", "REVIEW",
            "PROPOSAL", "PROPOSAL_REASSIGNMENT",
            "PROPOSAL_REASSIGNMENT", "PROPOSAL",
            "DECISIONS", "ELECTION",
            "ELECTION", "DECISIONS");

    /** The models as they are, but for their drawings: nothing may notice. */
    static List<Mutant> controls() throws IOException {
        var controls = new ArrayList<Mutant>();
        for (var file : files()) controls.add(mutant(file, "as it is", document -> {}));
        return controls;
    }

    /**
     * One for each boundary event removed, condition that always or wrongly holds, default answer dropped, interrupting
     * flag flipped, alarm of another rule, message that nobody sends, mapping dropped, and attribute of the engine dropped.
     */
    static List<Mutant> all() throws IOException {
        var mutants = new ArrayList<Mutant>();
        for (var file : files()) {
            var elements = elements(parse(file));
            for (var n : IntStream.range(0, elements.size()).toArray())
                if (List.of(BPMN, CAMUNDA).contains(elements.get(n).getNamespaceURI()))
                    mutants.addAll(of(file, elements.get(n), n));
        }
        return mutants;
    }

    Model model() {
        return new Model(file, Bpmn.readModelFromStream(new ByteArrayInputStream(xml)));
    }

    private static List<Mutant> of(Path file, Element element, int n) throws IOException {
        var changes = new ArrayList<Change>();
        switch (element.getLocalName()) {
            case "boundaryEvent" -> {
                changes.add(new Change("removed", Mutant::removeBoundary));
                changes.add(new Change(
                        "other interruption",
                        event -> event.setAttribute(
                                "cancelActivity",
                                String.valueOf(
                                        event.getAttribute("cancelActivity").equals("false")))));
            }
            case "startEvent" -> {
                if (element.hasAttribute("isInterrupting"))
                    changes.add(
                            new Change("other interruption", event -> event.setAttribute("isInterrupting", "false")));
            }
            case "exclusiveGateway" -> {
                if (element.hasAttribute("default"))
                    changes.add(new Change("no default", gateway -> gateway.removeAttribute("default")));
            }
            case "conditionExpression" -> {
                changes.add(new Change("always", Mutant::remove));
                changes.add(new Change(
                        "wrongly", condition -> condition.setTextContent(wrong(condition.getTextContent()))));
            }
            case "timeDate" -> changes.add(new Change("of another rule", Mutant::otherRule));
            case "timeCycle" -> changes.add(new Change("once", cycle -> cycle.setTextContent("R1/P60D")));
            case "in", "out" -> changes.add(new Change("dropped", Mutant::remove));
            default -> {
                if (!PLAIN.contains(element.getLocalName())) throw new AssertionError("no mutant of " + place(element));
            }
        }
        if (element.hasAttribute("messageRef")) changes.add(new Change("another message", Mutant::otherMessage));
        if (element.hasAttribute("calledElement"))
            changes.add(new Change("another process", call -> call.setAttribute("calledElement", "contract-closure")));
        var attributes = element.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++)
            if (CAMUNDA.equals(attributes.item(i).getNamespaceURI())) {
                var name = attributes.item(i).getLocalName();
                changes.add(new Change("no " + name, owner -> owner.removeAttributeNS(CAMUNDA, name)));
            }
        var mutants = new ArrayList<Mutant>();
        for (var change : changes)
            mutants.add(mutant(
                    file,
                    place(element) + ": " + change.what,
                    document -> change.on.accept(elements(document).get(n))));
        return mutants;
    }

    private record Change(String what, Consumer<Element> on) {}

    /** The condition holds in just the other case; a constant that is never set where there is one. */
    private static String wrong(String condition) {
        return condition.contains("'")
                ? condition.replaceFirst("'\\w+'", "'NOTHING'")
                : condition.replace("}", " == 'NO'}");
    }

    private static void otherRule(Element timer) {
        var rule = timer.getTextContent().replaceAll(".*'(\\w+)'.*", "$1");
        timer.setTextContent(timer.getTextContent().replace("'" + rule + "'", "'" + OTHER_RULE.get(rule) + "'"));
    }

    private static void otherMessage(Element waiting) {
        var document = waiting.getOwnerDocument();
        var message = document.createElementNS(BPMN, "bpmn:message");
        message.setAttribute("id", "Message_neverSent");
        message.setAttribute("name", "neverSent");
        document.getDocumentElement().appendChild(message);
        waiting.setAttribute("messageRef", "Message_neverSent");
    }

    /** With all that nothing else leads to. */
    private static void removeBoundary(Element event) {
        var document = event.getOwnerDocument();
        removeNode(event);
        for (var unreachable = unreachable(document); !unreachable.isEmpty(); unreachable = unreachable(document))
            unreachable.forEach(Mutant::removeNode);
        elements(document).stream()
                .filter(element -> element.getLocalName().equals("exclusiveGateway"))
                .forEach(Mutant::straighten);
    }

    /** A gateway that joins nothing any more would give the change away by its form alone. */
    private static void straighten(Element gateway) {
        var in = flows(gateway, "targetRef");
        var out = flows(gateway, "sourceRef");
        if (in.size() != 1 || out.size() != 1) return;
        var next = out.get(0).getAttribute("targetRef");
        in.get(0).setAttribute("targetRef", next);
        for (var element : elements(gateway.getOwnerDocument()))
            if (element.getLocalName().equals("incoming")
                    && element.getTextContent().equals(out.get(0).getAttribute("id")))
                element.setTextContent(in.get(0).getAttribute("id"));
        remove(out.get(0));
        remove(gateway);
    }

    private static List<Element> flows(Element node, String end) {
        return elements(node.getOwnerDocument()).stream()
                .filter(element -> element.getLocalName().equals("sequenceFlow"))
                .filter(flow -> flow.getAttribute(end).equals(node.getAttribute("id")))
                .toList();
    }

    private static void removeNode(Element node) {
        var id = node.getAttribute("id");
        var gone = new HashSet<String>();
        for (var element : elements(node.getOwnerDocument()))
            if (element.getLocalName().equals("sequenceFlow")
                    && element.getAttribute("sourceRef").equals(id)) {
                gone.add(element.getAttribute("id"));
                remove(element);
            }
        remove(node);
        for (var element : elements(node.getOwnerDocument()))
            if (List.of("incoming", "outgoing").contains(element.getLocalName())
                    && gone.contains(element.getTextContent())) remove(element);
    }

    private static List<Element> unreachable(Document document) {
        var elements = elements(document);
        var reached = new HashSet<String>();
        elements.forEach(element -> reached.add(element.getAttribute("targetRef")));
        return elements.stream()
                .filter(element -> element.getLocalName().matches("\\w+(Task|Gateway|Activity)|endEvent"))
                .filter(element -> !reached.contains(element.getAttribute("id")))
                .toList();
    }

    private static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }

    /** The nearest id, and what of it. */
    private static String place(Element element) {
        if (element.hasAttribute("id")) return element.getAttribute("id");
        return place((Element) element.getParentNode()) + " " + element.getLocalName();
    }

    private static Mutant mutant(Path file, String what, Consumer<Document> change) throws IOException {
        var document = parse(file);
        elements(document).stream()
                .filter(element -> element.getLocalName().equals("BPMNDiagram"))
                .forEach(Mutant::remove);
        change.accept(document);
        try {
            var xml = new ByteArrayOutputStream();
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(xml));
            return new Mutant(file.getFileName().toString(), what, xml.toByteArray());
        } catch (javax.xml.transform.TransformerException impossible) {
            throw new IOException(impossible);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }

    private static Document parse(Path file) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static List<Element> elements(Document document) {
        NodeList all = document.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        return file.replace(".bpmn", "") + "/" + what;
    }
}
