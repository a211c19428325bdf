package io.sockeye.interop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler doesn't know. */
class ArchitectureTest {
    private static final String[] CORE = {"io.sockeye.engineio", "io.sockeye.socketio..", "io.sockeye.adapter.."};
    private static final Set<String> CLOCK_READINGS = Set.of("nanoTime", "currentTimeMillis", "now");
    private static final Set<String> THREAD_STARTS =
            Set.of("<init>", "start", "startVirtualThread", "ofVirtual", "ofPlatform", "sleep");
    private static final Pattern TEST_JARS = Pattern.compile(".*-tests\\.jar!.*");
    private static final JavaClasses SOCKEYE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.matches(TEST_JARS))
            .importPackages("io.sockeye");

    @Test
    void packagesFormNoCircle() {
        slices().matching("io.sockeye.(**)").should().beFreeOfCycles().check(SOCKEYE);
    }

    @Test
    void theCoreTouchesNoThreadSocketClockOrLogger() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(assignableTo(Executor.class)
                        .or(assignableTo(Socket.class))
                        .or(assignableTo(ServerSocket.class))
                        .or(resideInAnyPackage("java.nio.channels..", "java.net.http..", "java.util.logging.."))
                        .or(assignableTo(Clock.class))
                        .or(assignableTo(System.Logger.class)))
                .orShould()
                .accessTargetWhere(theTimeIsReadOrAThreadIsUsed())
                .check(SOCKEYE);
    }

    @Test
    void serverAndClientNeverImportEachOther() {
        keepOut("io.sockeye.client..", resideInAnyPackage("io.sockeye.server.."));
        keepOut("io.sockeye.server..", resideInAnyPackage("io.sockeye.client.."));
        keepOut("io.sockeye.engineio.client..", resideInAnyPackage("io.sockeye.engineio.server.."));
        keepOut("io.sockeye.engineio.server..", resideInAnyPackage("io.sockeye.engineio.client.."));
    }

    @Test
    void onlyTheNettyModuleSeesNetty() {
        keepOut("io.netty..", resideOutsideOfPackage("io.sockeye.netty.."));
    }

    @Test
    void onlyTheJacksonModulesSeeJackson() {
        keepOut("tools.jackson..", resideOutsideOfPackage("io.sockeye.jackson.."));
        keepOut("com.fasterxml.jackson..", resideOutsideOfPackage("io.sockeye.jackson2.."));
    }

    @Test
    void onlyTheSpringModuleSeesSpring() {
        keepOut("org.springframework..", resideOutsideOfPackage("io.sockeye.spring.."));
    }

    @Test
    void noMethodIsSynchronized() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(SOCKEYE);
    }

    private static void keepOut(String forbidden, DescribedPredicate<JavaClass> where) {
        noClasses()
                .that(where)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(forbidden)
                .allowEmptyShould(true)
                .check(SOCKEYE);
    }

    private static DescribedPredicate<JavaAccess<?>> theTimeIsReadOrAThreadIsUsed() {
        return describe("the time is read or a thread is used", access -> {
            String member = access.getTarget().getName();
            return access.getTargetOwner().isAssignableTo(Thread.class)
                    ? THREAD_STARTS.contains(member)
                    : access.getTargetOwner().getPackageName().startsWith("java.") && CLOCK_READINGS.contains(member);
        });
    }
}
