package dev.parley.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Money on the wire: {@code {"minor": 70000, "currency": "USD"}}. Nobody sends less than nothing. */
final class MoneyJson {
    private MoneyJson() {}

    static final class Writer extends StdSerializer<Money> {
        Writer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeNumberField("minor", money.minor());
            json.writeStringField("currency", money.currency().getCurrencyCode());
            json.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<Money> {
        private record Sent(@Nullable Long minor, @Nullable String currency) {}

        Reader() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var sent = context.readValue(json, Sent.class);
            if (sent.minor() == null) throw Refused.badInput("missing", "minor", "minor is needed");
            if (sent.currency() == null) throw Refused.badInput("missing", "currency", "currency is needed");
            if (sent.minor() < 0 || sent.minor() > Money.LIMIT)
                throw Refused.badInput(
                        "amount-out-of-range", "minor", "an amount has 0 to " + Money.LIMIT + " minor units");
            return new Money(sent.minor(), Money.currency(sent.currency()));
        }
    }
}
