package dev.parley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parley.ledger.Ledger;
import dev.parley.ledger.TransferOrder;
import dev.parley.ledger.TransferOrders;
import dev.parley.shared.Actor;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What every class keeps to. What one module may know of another is {@link ModularityTest}'s. */
@AnalyzeClasses(packages = "dev.parley", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "org.camunda..";
    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    @ArchTest
    static final ArchRule ONLY_PROCESS_KNOWS_THE_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.process..", "dev.parley.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE)
            .because("moving to a fork of the engine is to stay a mechanical step");

    @ArchTest
    static final ArchRule THE_CONSOLE_KNOWS_THE_WEBAPPS_ONLY = noClasses()
            .that()
            .resideInAPackage("dev.parley.console..")
            .should()
            .dependOnClassesThat(resideInAPackage(ENGINE)
                    .and(resideOutsideOfPackages(
                            "org.camunda.bpm.webapp..",
                            "org.camunda.bpm.cockpit..",
                            "org.camunda.bpm.tasklist..",
                            "org.camunda.bpm.admin..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_PROCESS_MOVES_MONEY = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.process..", "dev.parley.ledger..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Ledger.class)
            .orShould()
            .callMethod(TransferOrders.class, "became", UUID.class, TransferOrder.State.class, String.class)
            .orShould()
            .callMethod(TransferOrders.class, "reorder", UUID.class, Actor.class)
            .because("doors read the book, and money moves by an act");

    @ArchTest
    static final ArchRule THE_DOMAIN_KNOWS_NO_DOOR = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.parley.shared..",
                    "dev.parley.contract..",
                    "dev.parley.deadline..",
                    "dev.parley.ledger..",
                    "dev.parley.journal..",
                    "dev.parley.delivery..",
                    "dev.parley.review..",
                    "dev.parley.dispute..",
                    "dev.parley.mediation..",
                    "dev.parley.arbitration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule NOBODY_READS_THE_WALL_CLOCK = noClasses()
            .that()
            .areNotAssignableTo(StackCheck.class) // compares the two clocks
            .should()
            .callCodeUnitWhere(
                    DescribedPredicate.describe("reads the machine's clock", ArchitectureTest::readsTheClock))
            .because("the database's clock decides (DEA-0): inject dev.parley.shared.Clock");

    @ArchTest
    static final ArchRule NO_FIELD_IS_A_FLOAT = noFields()
            .should()
            .haveRawType(DescribedPredicate.describe("floating point", ArchitectureTest::isFloating))
            .because("money never touches a float");

    @ArchTest
    static final ArchRule NO_METHOD_TAKES_A_FLOAT = noCodeUnits()
            .should()
            .haveRawParameterTypes(DescribedPredicate.describe(
                    "with a floating point",
                    (List<JavaClass> types) -> types.stream().anyMatch(ArchitectureTest::isFloating)))
            .because("money never touches a float");

    @ArchTest
    static final ArchRule NO_METHOD_RETURNS_A_FLOAT = noCodeUnits()
            .should()
            .haveRawReturnType(DescribedPredicate.describe("floating point", ArchitectureTest::isFloating))
            .because("money never touches a float");

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_THEY_ARE_ABOUT = noClasses()
            .should()
            .resideInAnyPackage(
                    "..service..", "..impl..", "..dto..", "..util..", "..helper..", "..manager..", "..config..");

    @ArchTest
    static final ArchRule CONSTRUCTORS_INJECT = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static boolean isFloating(JavaClass type) {
        return FLOATING.contains(type.getBaseComponentType().getName());
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        var target = call.getTarget();
        var owner = target.getOwner();
        return switch (target.getName()) {
            case "now" -> owner.getPackageName().startsWith("java.time");
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "<init>" ->
                owner.isEquivalentTo(Date.class)
                        && target.getRawParameterTypes().isEmpty();
            default -> owner.isEquivalentTo(Clock.class) && target.getName().startsWith("system");
        };
    }
}
