package dev.rappel.modules.etcd.health;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What the modules that only look declare. */
public final class HealthSpecs {
    private HealthSpecs() {}

    public static final ModuleSpec<MemberArguments> MEMBER =
            ModuleSpec.of(
                            "etcd.member",
                            MemberArguments.class,
                            """
                            What the etcd member of a host says of itself, as facts. It changes nothing, and is \
                            asked anew for every batch of a roll.\
                            """,
                            """
                            - name: Who leads
                              etcd.member:
                              become: true
                            """)
                    .publishes(
                            new Fact("etcd.member_id", Type.Simple.TEXT, "In hexadecimal."),
                            new Fact("etcd.cluster_id", Type.Simple.TEXT, "In hexadecimal."),
                            new Fact(
                                    "etcd.is_leader",
                                    Type.Simple.BOOL,
                                    "Whether the host's member leads its cluster."),
                            new Fact(
                                    "etcd.is_learner",
                                    Type.Simple.BOOL,
                                    "Whether it follows without a vote."),
                            new Fact("etcd.version", Type.Simple.VERSION, "The server's."),
                            new Fact(
                                    "etcd.cluster_version",
                                    Type.Simple.VERSION,
                                    "What all members have agreed on."),
                            new Fact(
                                    "etcd.storage_version",
                                    Type.Simple.VERSION,
                                    "Of what is on disk; told by 3.6 and later."),
                            new Fact("etcd.revision", Type.Simple.WHOLE, "Of the data."),
                            new Fact(
                                    "etcd.db_size",
                                    Type.Simple.WHOLE,
                                    "Of the database file, in bytes."));

    public static final ModuleSpec<HealthArguments> HEALTH =
            ModuleSpec.of(
                            "etcd.health",
                            HealthArguments.class,
                            """
                            Nothing is wrong with the cluster: every member, learners too, is on exactly one host \
                            of the play and answers a read, a linearizable one where it has a vote; all agree who \
                            leads and who the members are; none is far behind; there is no alarm. What is wrong is told all at once, with \
                            the member and what to do.\
                            """,
                            """
                            - name: The cluster is well
                              etcd.health:
                                timeout: 60s
                              become: true
                              run_once: true
                            """)
                    .results(
                            new Fact("members", Type.Simple.WHOLE, "How many members there are."),
                            new Fact(
                                    "ids",
                                    Type.Simple.TEXT,
                                    "The members' ids in hexadecimal, sorted, commas between them."),
                            new Fact("leader", Type.Simple.TEXT, "The host of the leader."),
                            new Fact(
                                    "oldest",
                                    Type.Simple.VERSION,
                                    "The lowest version that a member runs."),
                            new Fact(
                                    "newest",
                                    Type.Simple.VERSION,
                                    "The highest version that a member runs."),
                            new Fact("keys", Type.Simple.WHOLE, "How many keys there are."));

    public static final ModuleSpec<VerifyArguments> VERIFY =
            ModuleSpec.of(
                            "etcd.verify",
                            VerifyArguments.class,
                            """
                            The cluster is well and has wholly arrived at a version: every server, the cluster \
                            and its storage; no downgrade is under way; all members hold the same data, by \
                            their hashes at one revision; and there are at least so many keys.\
                            """,
                            """
                            - name: All of the cluster is at 3.6
                              etcd.verify:
                                version: 3.6.14
                                timeout: 60s
                              become: true
                              run_once: true
                            """)
                    .results(new Fact("keys", Type.Simple.WHOLE, "How many keys there are."));
}
