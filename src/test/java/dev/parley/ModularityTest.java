package dev.parley;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    @DisplayName("DESIGN each module knows only the modules it declares, and nothing of their insides")
    void modulesKeepToWhatTheyDeclare() {
        ApplicationModules.of(ParleyApplication.class).verify();
    }
}
