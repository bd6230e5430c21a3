package dev.parley;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Debian's Chromium for all tests of this JVM: installed where it is missing, started once, ended with the JVM. */
public final class Chromium {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static @Nullable Browser browser;

    private Chromium() {}

    /** Playwright is for one thread: the one that runs the tests. */
    public static synchronized Browser browser() {
        if (browser == null) browser = start();
        return browser;
    }

    private static Browser start() {
        if (!Files.isExecutable(EXECUTABLE)) install();
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** The tests of the pages need a browser, and skip nothing without one. */
    private static void install() {
        var ownHands = "The tests of the pages need Chromium at " + EXECUTABLE
                + ": install it with \"apt-get install chromium\" on Debian, or link another one there.";
        if (!Files.exists(Path.of("/etc/debian_version"))
                || !System.getProperty("user.name").equals("root")) throw new IllegalStateException(ownHands);
        System.out.println("Installing Chromium for the tests of the pages: apt-get install -y chromium");
        run("apt-get", "-qq", "update");
        run("apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium");
        if (!Files.isExecutable(EXECUTABLE)) throw new IllegalStateException(ownHands);
    }

    private static void run(String... command) {
        try {
            var running = new ProcessBuilder(command).redirectErrorStream(true);
            running.environment().put("DEBIAN_FRONTEND", "noninteractive");
            var process = running.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) System.out.println(String.join(" ", command) + " failed: " + said);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
