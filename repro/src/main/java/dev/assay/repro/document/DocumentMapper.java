package dev.assay.repro.document;

import dev.assay.core.Digest;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The one mapper of documents: members are the components of the records, digests are their hex
 * digits, enums are their text, members a reader does not know are passed over.
 */
public final class DocumentMapper {
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(digests())
          .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private DocumentMapper() {}

  private static SimpleModule digests() {
    return new SimpleModule()
        .addSerializer(Digest.class, new DigestWriter())
        .addDeserializer(Digest.class, new DigestReader());
  }

  private static final class DigestWriter extends ValueSerializer<Digest> {
    @Override
    public void serialize(Digest digest, JsonGenerator json, SerializationContext context) {
      json.writeString(digest.hex());
    }
  }

  private static final class DigestReader extends ValueDeserializer<Digest> {
    @Override
    public Digest deserialize(JsonParser json, DeserializationContext context) {
      return new Digest(json.getString());
    }
  }
}
