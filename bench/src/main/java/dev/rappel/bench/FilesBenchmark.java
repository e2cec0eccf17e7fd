package dev.rappel.bench;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.text.Failure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From files to a plan, without a host. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FilesBenchmark {
    @Param({"50", "200", "1000"})
    public int hosts;

    @Param("20")
    public int tasks;

    private Site site = new Site(1, 1);
    private Inventory inventory = site.inventory();
    private Playbook playbook = site.playbook(inventory);

    @Setup
    public void files() {
        site = new Site(hosts, tasks);
        inventory = site.inventory();
        playbook = site.playbook(inventory);
    }

    @Benchmark
    public Inventory readsTheInventory() {
        return site.inventory();
    }

    @Benchmark
    public Playbook readsThePlaybook() {
        return site.playbook(inventory);
    }

    @Benchmark
    public List<PlayPlan> plans() throws Failure, InterruptedException {
        return site.plan(inventory, playbook);
    }
}
