package dev.parley.proof;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ways to hurt a cluster that is at work; each returns when the harm is done. */
enum Harm {
    NODE_AT_RANDOM("SIGKILL of the only node at random", 1) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            Thread.sleep(random.nextInt(1500));
            cluster.first().kill();
        }
    },
    NODE_BEFORE_COMMIT("SIGKILL of the only node between flush and commit", 1) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException, SQLException {
            beforeCommit(cluster, victim -> cluster.first().kill());
        }
    },
    NODE_AFTER_MAIL("SIGKILL of the only node between the mail server's accept and its record", 1) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException, SQLException {
            afterMail(cluster, victim -> cluster.first().kill());
        }
    },
    ONE_OF_TWO("SIGKILL of one node of two at random", 2) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            oneOf(cluster, random);
        }
    },
    ONE_OF_THREE("SIGKILL of one node of three at random", 3) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            oneOf(cluster, random);
        }
    },
    BACKENDS_ENDED("pg_terminate_backend of each of the application's sessions", 0) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            Thread.sleep(random.nextInt(500));
            cluster.database.backends().forEach(cluster.database::terminate);
        }
    },
    BACKEND_KILLED("kill -9 of a server process of the database", 0) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            Thread.sleep(random.nextInt(500));
            var backends = cluster.database.backends();
            Database.kill(backends.get(random.nextInt(backends.size())));
            cluster.database.awaitUp();
        }
    },
    DATABASE_RESTARTED("immediate shutdown of the database, and restart", 0) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException, IOException {
            Thread.sleep(random.nextInt(500));
            cluster.database.restartImmediately();
        }
    },
    BACKEND_BEFORE_COMMIT("end of a session between flush and commit", 0) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException, SQLException {
            beforeCommit(cluster, victim -> hurtSession(cluster, random, victim));
        }
    },
    BACKEND_AFTER_MAIL("end of a session between the mail server's accept and its record", 0) {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException, SQLException {
            afterMail(cluster, victim -> hurtSession(cluster, random, victim));
        }
    };

    static final List<Harm> TO_NODES =
            List.of(NODE_AT_RANDOM, NODE_BEFORE_COMMIT, NODE_AFTER_MAIL, ONE_OF_TWO, ONE_OF_THREE);
    static final List<Harm> TO_DATABASE =
            List.of(BACKENDS_ENDED, BACKEND_KILLED, DATABASE_RESTARTED, BACKEND_BEFORE_COMMIT, BACKEND_AFTER_MAIL);

    final String words;

    /** How many nodes are at work then; 0: as many as there are. */
    final int nodes;

    Harm(String words, int nodes) {
        this.words = words;
        this.nodes = nodes;
    }

    abstract void strike(Cluster cluster, Random random) throws InterruptedException, SQLException, IOException;

    private interface Blow {
        void to(long victim) throws InterruptedException;
    }

    private static void oneOf(Cluster cluster, Random random) throws InterruptedException {
        Thread.sleep(random.nextInt(1500));
        var running = cluster.running();
        running.get(random.nextInt(running.size())).kill();
    }

    /** A killed node's session is left at its commit, which it carries out when the gate opens: done, but not acknowledged. */
    private static void beforeCommit(Cluster cluster, Blow blow) throws InterruptedException, SQLException {
        try (var stall = new Stall(cluster.database)) {
            stall.shutGate();
            blow.to(stall.awaitVictim());
        }
        cluster.database.awaitUp();
    }

    private static void afterMail(Cluster cluster, Blow blow) throws InterruptedException, SQLException {
        try (var stall = new Stall(cluster.database)) {
            var taken = new CompletableFuture<String>();
            cluster.mails.beforeAnswer(mail -> shut(stall, Post.notice(mail), taken));
            cluster.post.expectAgain(taken.orTimeout(1, TimeUnit.MINUTES).join());
            blow.to(stall.awaitVictim());
        } finally {
            cluster.mails.beforeAnswer(mail -> {});
        }
        cluster.database.awaitUp();
    }

    /** The first of the notices that are sent whatever happens next (NOT-2): this one has to come again. */
    private static void shut(Stall stall, String notice, CompletableFuture<String> taken) {
        try {
            if (!taken.isDone() && stall.shut(notice)) taken.complete(notice);
        } catch (SQLException failed) {
            taken.completeExceptionally(failed);
        }
    }

    private static void hurtSession(Cluster cluster, Random random, long victim) {
        if (random.nextBoolean()) cluster.database.terminate(victim);
        else Database.kill(victim);
    }
}
