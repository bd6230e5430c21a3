package dev.parley;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Draws the models as pictures for the README: {@code ./mvnw -Pdiagrams test}, with Debian's chromium installed. */
class RenderModels {
    private static final Path PICTURES = Path.of("src/docs/diagrams");

    private static final String VIEWER = "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-viewer.production.min.js";

    /** Draws on white, so that the picture reads on a dark page too, and drops ids that change with every run. */
    private static final String DRAW = """
            async xml => {
              const viewer = new BpmnJS({ container: document.body });
              const { warnings } = await viewer.importXML(xml);
              if (warnings.length) throw new Error(warnings.map(warning => warning.message).join());
              const { svg } = await viewer.saveSVG();
              viewer.destroy();
              const ids = [...new Set([...svg.matchAll(/<marker id="([^"]+)"/g)].map(match => match[1]))];
              return ids
                .reduce((text, id, number) => text.replaceAll(id, 'marker-' + number), svg)
                .replace(/(<svg [^>]*viewBox="(\\S+) (\\S+) (\\S+) (\\S+)"[^>]*>)/,
                  '$1<rect x="$2" y="$3" width="$4" height="$5" fill="white"/>') + '\\n';
            }
            """;

    @Test
    @DisplayName("every model is drawn")
    void draw() throws IOException {
        Files.createDirectories(PICTURES);
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var chromium = playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
                var models = Files.newDirectoryStream(Path.of("bpmn"), "*.bpmn")) {
            var page = chromium.newPage();
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(viewer()));
            for (var model : models) {
                var picture = model.getFileName().toString().replace(".bpmn", ".svg");
                Files.writeString(PICTURES.resolve(picture), (String) page.evaluate(DRAW, Files.readString(model)));
            }
        }
    }

    private static String viewer() throws IOException {
        try (InputStream script = RenderModels.class.getResourceAsStream(VIEWER)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
