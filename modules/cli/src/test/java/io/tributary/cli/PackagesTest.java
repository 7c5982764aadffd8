package io.tributary.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.Assert.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Which package may know which: what can be read one way can be changed one part at a time. */
public final class PackagesTest extends JUnitSuite {
  /** What is shipped; benchmarks and torture are tools of this repository. */
  private static final List<String> MODULES =
      List.of("core", "testkit", "storage", "engine", "server", "cli");

  private static JavaClasses program;

  @BeforeClass
  public static void read() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(MODULES.stream().map(module -> "io.tributary." + module).toList());
  }

  @Test
  public void everyModuleIsLookedAt() {
    for (String module : MODULES) {
      assertTrue(
          module,
          program.stream().anyMatch(c -> c.getPackageName().startsWith("io.tributary." + module)));
    }
  }

  @Test
  public void packagesDependOnEachOtherOneWay() {
    slices().matching("io.tributary.(**)").should().beFreeOfCycles().check(program);
  }

  @Test
  public void coreKnowsTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("io.tributary.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.tributary.core..")
        .check(program);
  }

  @Test
  public void theTestkitKnowsCoreAndTheJdkAndHowToUnpack() {
    classes()
        .that()
        .resideInAPackage("io.tributary.testkit..")
        .and()
        .resideOutsideOfPackage("io.tributary.testkit.watch..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net..",
            "javax.crypto..",
            "org.tukaani.xz..",
            "io.tributary.core..",
            "io.tributary.testkit..")
        .check(program);
  }

  @Test
  public void theWatchOverTestsKnowsTheirRunnerAlone() {
    classes()
        .that()
        .resideInAPackage("io.tributary.testkit.watch..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.junit.runner..", "io.tributary.testkit.watch..")
        .check(program);
  }

  @Test
  public void storageKnowsNothingOfClustersAndJournals() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("akka.cluster..", "akka.persistence..", "java.sql..", "slick..")
        .check(program);
  }

  @Test
  public void whatCallersSayAndHearIsPlainData() {
    classes()
        .that()
        .resideInAPackage("io.tributary.engine.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "io.tributary.core..", "io.tributary.storage", "io.tributary.engine.api..")
        .check(program);
  }

  @Test
  public void onlyTheJournalAndThoseWithTablesBesideItKnowTheirDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.tributary.engine.journal..",
            "io.tributary.engine.history..",
            "io.tributary.engine.submission..",
            "io.tributary.testkit.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "slick..", "org.sqlite..")
        .check(program);
  }

  @Test
  public void theCommandLineUsesWhatAnyProgramMayUse() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.engine.download..",
            "io.tributary.engine.lane..",
            "io.tributary.engine.destination..",
            "io.tributary.engine.source..",
            "io.tributary.engine.serialization..")
        .check(program);
  }
}
