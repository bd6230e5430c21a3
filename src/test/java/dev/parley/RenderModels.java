package dev.parley;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Draws the models as pictures for the README: {@code ./mvnw -Pdiagrams test}. */
class RenderModels {
    private static final Path PICTURES = Path.of("src/docs/diagrams");

    private static final String VIEWER = "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-viewer.production.min.js";

    /**
     * Draws on white, so that the picture reads on a dark page too. Left out is what a picture needs not: ids that change
     * with every run, areas to click on, style attributes, which a strict page refuses, and the reference to a DTD.
     */
    private static final String DRAW = """
            async ([xml, sha256]) => {
              const viewer = new BpmnJS({ container: document.body });
              const { warnings } = await viewer.importXML(xml);
              if (warnings.length) throw new Error(warnings.map(warning => warning.message).join());
              const { svg } = await viewer.saveSVG();
              viewer.destroy();
              const ids = [...new Set([...svg.matchAll(/<marker id="([^"]+)"/g)].map(match => match[1]))];
              const text = ids.reduce((text, id, number) => text.replaceAll(id, 'marker-' + number), svg);
              const picture = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
              const drop = '.djs-hit, .djs-connection > .djs-outline, [data-element-id$="_label"] > .djs-outline';
              picture.querySelectorAll(drop).forEach(area => area.remove());
              for (const styled of picture.querySelectorAll('[style]')) {
                for (const name of styled.style)
                  if (name !== 'display') styled.setAttribute(name, styled.style.getPropertyValue(name));
                styled.removeAttribute('style');
              }
              const { x, y, width, height } = picture.viewBox.baseVal;
              const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
              Object.entries({ x: x - 500, y: y - 500, width: width + 1000, height: height + 1000, fill: 'white' })
                .forEach(([name, value]) => ground.setAttribute(name, value));
              picture.prepend(ground);
              picture.removeAttribute('xmlns:xlink');
              picture.setAttribute('data-model-sha256', sha256);
              return '<!-- created with bpmn-js / http://bpmn.io -->\\n' + picture.outerHTML + '\\n';
            }
            """;

    @Test
    @DisplayName("every model is drawn")
    void draw() throws IOException {
        Files.createDirectories(PICTURES);
        try (var page = Chromium.browser().newPage();
                var models = Files.newDirectoryStream(Path.of("bpmn"), "*.bpmn")) {
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(viewer()));
            for (var model : models) {
                var picture = model.getFileName().toString().replace(".bpmn", ".svg");
                var drawn = page.evaluate(DRAW, List.of(Files.readString(model), DrawingTest.sha256(model)));
                Files.writeString(PICTURES.resolve(picture), (String) drawn);
            }
        }
    }

    private static String viewer() throws IOException {
        try (InputStream script = RenderModels.class.getResourceAsStream(VIEWER)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
