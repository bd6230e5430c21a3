package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows and files stay together whenever an upload dies. */
@ParleyTest
class EvidenceKeptTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final FileTime IN_FUTURE = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));

    @LocalServerPort
    int port;

    @Autowired
    Exhibits exhibits;

    @Autowired
    EvidenceFiles files;

    @Autowired
    EvidenceContents contents;

    @Autowired
    Leftovers leftovers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    Api api;
    UUID milestone;

    @BeforeEach
    void aMilestone() {
        api = new Api(port);
        milestone = api.fundedMilestone(Money.of(70_000, "USD"));
        leftovers.sweep();
    }

    @Test
    @DisplayName(
            "DIS-2 an upload that dies before its move leaves no row, and a file aside that is swept after its grace")
    void diesBeforeTheMove() throws IOException {
        var aside = receive("dies before the move").aside();

        assertThat(leftovers.sweep()).isZero();
        assertThat(aside).exists();
        Files.setLastModifiedTime(aside, LONG_AGO);
        assertThat(leftovers.sweep()).isEqualTo(1);
        assertThat(aside).doesNotExist();
        assertThat(exhibits.of(milestone)).isEmpty();
    }

    @Test
    @DisplayName(
            "DIS-2 one that dies between its move and its commit leaves no row, and a file that is swept after its grace")
    void diesBeforeTheCommit() throws IOException {
        var file = receive("dies before the commit");

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    exhibits.keep(milestone, Side.CLIENT, "a.txt", file);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        var left = files.path(file.sha256());
        assertThat(exhibits.of(milestone)).isEmpty();
        assertThat(left).exists();
        assertThat(leftovers.sweep()).isZero();
        Files.setLastModifiedTime(left, LONG_AGO);
        assertThat(leftovers.sweep()).isEqualTo(1);
        assertThat(left).doesNotExist();
    }

    @Test
    @DisplayName("DIS-2 one that fails in its move leaves neither row nor file")
    void diesInTheMove() {
        var file = receive("dies in the move");
        file.close();

        assertThatThrownBy(() -> keep(file)).isInstanceOf(UncheckedIOException.class);

        assertThat(exhibits.of(milestone)).isEmpty();
        assertThat(files.path(file.sha256())).doesNotExist();
        assertThat(contents.known(List.of(file.sha256()))).isEmpty();
    }

    @Test
    @DisplayName("DIS-2 a sender that breaks off leaves nothing")
    void breaksOff() throws IOException {
        var before = asides();

        var brokenOff = new PipedInputStream();
        var sender = new Thread(() -> sendHalf(brokenOff), "sender");
        sender.start();

        assertThatThrownBy(() -> exhibits.receive(brokenOff)).isInstanceOf(UncheckedIOException.class);

        assertThat(asides()).isEqualTo(before);
    }

    @Test
    @DisplayName("DIS-2 a file that a row names stays, however old, and is kept once for all who upload it")
    void namedFilesStay() throws IOException {
        var first = keep(receive("kept by two"));
        keep(receive("kept by two"));
        var place = files.path(first.sha256());
        Files.setLastModifiedTime(place, LONG_AGO);

        leftovers.sweep();

        assertThat(place).hasContent("kept by two");
        assertThat(exhibits.of(milestone)).hasSize(2);
        assertThat(asides()).isEmpty();
    }

    @Test
    @DisplayName("DIS-2 uploads of the same bytes beside sweeps: every row that is committed has its file")
    void uploadsBesideSweeps() throws Exception {
        var rounds = 25;
        var tasks = new ArrayList<Callable<Integer>>();
        for (var thread = 0; thread < 3; thread++) {
            var commits = thread > 0;
            tasks.add(() -> {
                for (var round = 0; round < rounds; round++) uploadOrDie("round " + round, commits);
                return rounds;
            });
        }
        for (var sweeper = 0; sweeper < 2; sweeper++)
            tasks.add(() -> {
                var removed = 0;
                for (var round = 0; round < 2 * rounds; round++) removed += leftovers.sweepKept(IN_FUTURE);
                return removed;
            });

        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Integer> task : threads.invokeAll(tasks)) task.get();
        } finally {
            threads.shutdownNow();
        }

        assertThat(exhibits.of(milestone))
                .hasSize(2 * rounds)
                .allSatisfy(kept -> assertThat(files.isWhole(kept.sha256())).isTrue());
    }

    @Test
    @DisplayName("DIS-2 when most files are in no row the folder may be another database's: nothing is removed")
    void refusesToEmptyTheFolder() throws IOException {
        var known = db.sql("select count(*) from evidence_content")
                .query(Integer.class)
                .single();
        var left = new ArrayList<Path>();
        for (var n = 0; n < known + 30; n++) {
            var file = receive("of another database " + n);
            files.keep(file);
            Files.setLastModifiedTime(files.path(file.sha256()), LONG_AGO);
            left.add(files.path(file.sha256()));
        }

        assertThat(leftovers.sweep()).isZero();

        assertThat(left).allSatisfy(file -> assertThat(file).exists());
        for (var file : left) Files.delete(file);
    }

    @Test
    @DisplayName(
            "DIS-2 what was kept while ClamAV was away is scanned when it is back; what it finds is not handed out")
    void rescans() throws IOException {
        var clean = keep(receive("nothing in it " + milestone));
        var infected = keep(receive(ScriptedClamAv.EICAR + milestone));
        assertThat(clean.scan()).isEqualTo(Scan.UNSCANNED);
        exhibits.download(infected);

        try (var clamav = ScriptedClamAv.knowingEicar()) {
            var rescans = new Rescans(new VirusScanner(clamav.address(), Duration.ofSeconds(20)), files, contents);
            while (rescans.rescan() > 0) assertThat(scanOf(clean)).isNotEqualTo(Scan.INFECTED);
        }

        assertThat(scanOf(clean)).isEqualTo(Scan.CLEAN);
        assertThat(scanOf(infected)).isEqualTo(Scan.INFECTED);
        assertThat(api.evidence(infected.id()).expect(409).code()).isEqualTo("evidence-infected");
        assertThatThrownBy(() -> keep(receive(ScriptedClamAv.EICAR + milestone)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("evidence-infected"));
        assertThat(scanOf(keep(receive("nothing in it " + milestone)))).isEqualTo(Scan.CLEAN);
    }

    @Test
    @DisplayName("DIS-2 a scanner that is still away keeps what waits waiting, each in its turn")
    void stillAway() throws IOException {
        var first = keep(receive("waits 1 " + milestone));
        var second = keep(receive("waits 2 " + milestone));
        var down = ScriptedClamAv.knowingEicar();
        down.close();
        var rescans = new Rescans(new VirusScanner(down.address(), Duration.ofMillis(500)), files, contents);

        assertThat(rescans.rescan()).isZero();

        assertThat(scanOf(first)).isEqualTo(Scan.UNSCANNED);
        assertThat(scanOf(second)).isEqualTo(Scan.UNSCANNED);
    }

    /** Ends without closing its side, as a connection that is lost. */
    private static void sendHalf(PipedInputStream receiver) {
        try {
            new PipedOutputStream(receiver).write("the first half".getBytes(UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void uploadOrDie(String content, boolean commits) {
        try (var file = receive(content)) {
            transaction.executeWithoutResult(status -> {
                exhibits.keep(milestone, Side.CLIENT, "a.txt", file);
                if (!commits) status.setRollbackOnly();
            });
        }
    }

    private Exhibits.Evidence keep(ReceivedFile file) {
        try (file) {
            return transaction.execute(status -> exhibits.keep(milestone, Side.CLIENT, "a.txt", file));
        }
    }

    private ReceivedFile receive(String content) {
        return exhibits.receive(new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private Scan scanOf(Exhibits.Evidence evidence) {
        return exhibits.find(evidence.id()).orElseThrow().scan();
    }

    private List<Path> asides() throws IOException {
        try (var entries = Files.list(files.folder())) {
            return entries.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }
}
