package dev.parley.api;

import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RestController;

/** Takes in an address only text that a body's {@link TextReader} would take: the database stores no NUL, and none is asked for. */
@ControllerAdvice(annotations = RestController.class)
class TextParameters {
    @InitBinder
    void takePlainText(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                if (!TextReader.isPlain(text)) throw new IllegalArgumentException("control characters");
                setValue(text);
            }
        });
    }
}
