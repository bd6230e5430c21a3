package dev.parley.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "plan.pdf, plan.pdf",
        "../../etc/passwd, passwd",
        "'C:\\Users\\fred\\plan.pdf', plan.pdf",
        "'a\r\nSet-Cookie: x=1.pdf', 'a  Set-Cookie: x=1.pdf'",
        "'invoice\u202Efdp.exe', 'invoice fdp.exe'",
        "'zero\u200Bwidth\uFEFF.txt', 'zero width .txt'",
        "'nul\u0000.txt', 'nul .txt'",
        "'half\uD800.txt', 'half .txt'",
        "'Überweisung 3 März.pdf', 'Überweisung 3 März.pdf'",
        ".bashrc, .bashrc",
    })
    @DisplayName("DIS-2 of a name what can be shown is kept: no path, no control, nothing that turns the text around")
    void keepsWhatCanBeShown(String sent, String kept) {
        assertThat(FileName.of(sent)).isEqualTo(kept);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ".", "..", "...", "folder/", "../..", "\u202E", ". ."})
    @DisplayName("DIS-2 a name that says nothing is refused")
    void refusesNames(String sent) {
        assertThatThrownBy(() -> FileName.of(sent)).isInstanceOf(Refused.class).hasMessage("the file has a name");
    }

    @Test
    @DisplayName("DIS-2 a name has at most 200 characters")
    void isShort() {
        assertThat(FileName.of("n".repeat(200))).hasSize(200);
        for (var longer : new int[] {201, 255, 256, 10_000})
            assertThatThrownBy(() -> FileName.of("n".repeat(longer))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan.pdf | attachment; filename=\"plan.pdf\"",
                "a\"; filename=\"b.exe | attachment; filename=\"a__ filename__b.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe",
                "März 50%.pdf | attachment; filename=\"M_rz 50_.pdf\"; filename*=UTF-8''M%C3%A4rz%2050%25.pdf",
                "契約.pdf | attachment; filename=\"__.pdf\"; filename*=UTF-8''%E5%A5%91%E7%B4%84.pdf",
            })
    @DisplayName("DIS-2 the header of a download is plain ASCII, whatever the name")
    void isAHeader(String name, String header) {
        assertThat(FileName.asAttachment(name)).isEqualTo(header).isASCII();
    }
}
