package dev.assay.core.webhook;

import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Change;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.run.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which events a change of the registry is, with their facts as they are now. */
record Announcements(AnnouncingLedger.Stores stores, Predicate<Map<String, String>> isPrompt) {
  /** Where the facts of a change are. */
  private enum Source {
    MODEL,
    VERSION,
    TAGS_OF_MODEL,
    TAGS_OF_VERSION,
    /** In the entry itself, in plain words. */
    ENTRY
  }

  /** The event of a change to a model, if it is one, and to a prompt. */
  private record Kind(Optional<WebhookEvent> ofModel, WebhookEvent ofPrompt, Source source) {
    static Kind of(WebhookEvent ofModel, WebhookEvent ofPrompt, Source source) {
      return new Kind(Optional.of(ofModel), ofPrompt, source);
    }

    static Kind ofPromptAlone(WebhookEvent ofPrompt, Source source) {
      return new Kind(Optional.empty(), ofPrompt, source);
    }

    Set<WebhookEvent> both() {
      return Stream.concat(ofModel.stream(), Stream.of(ofPrompt))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static final Map<Action, Kind> KINDS =
      Map.of(
          Action.MODEL_CREATED,
          Kind.of(WebhookEvent.REGISTERED_MODEL_CREATED, WebhookEvent.PROMPT_CREATED, Source.MODEL),
          Action.MODEL_TAGS_SET,
          Kind.ofPromptAlone(WebhookEvent.PROMPT_TAG_SET, Source.TAGS_OF_MODEL),
          Action.MODEL_TAG_DELETED,
          Kind.ofPromptAlone(WebhookEvent.PROMPT_TAG_DELETED, Source.ENTRY),
          Action.MODEL_ALIAS_SET,
          Kind.of(
              WebhookEvent.MODEL_VERSION_ALIAS_CREATED,
              WebhookEvent.PROMPT_ALIAS_CREATED,
              Source.ENTRY),
          Action.MODEL_ALIAS_DELETED,
          Kind.of(
              WebhookEvent.MODEL_VERSION_ALIAS_DELETED,
              WebhookEvent.PROMPT_ALIAS_DELETED,
              Source.ENTRY),
          Action.MODEL_VERSION_CREATED,
          Kind.of(
              WebhookEvent.MODEL_VERSION_CREATED,
              WebhookEvent.PROMPT_VERSION_CREATED,
              Source.VERSION),
          Action.MODEL_VERSION_TAGS_SET,
          Kind.of(
              WebhookEvent.MODEL_VERSION_TAG_SET,
              WebhookEvent.PROMPT_VERSION_TAG_SET,
              Source.TAGS_OF_VERSION),
          Action.MODEL_VERSION_TAG_DELETED,
          Kind.of(
              WebhookEvent.MODEL_VERSION_TAG_DELETED,
              WebhookEvent.PROMPT_VERSION_TAG_DELETED,
              Source.ENTRY));

  /** What a change by such an action can be. */
  static Set<WebhookEvent> possible(Action action) {
    Kind kind = KINDS.get(action);
    return kind == null ? Set.of() : kind.both();
  }

  /** The events of a change that was just made; call it in the transaction of the change. */
  List<Occurrence> of(Change change, long entry) {
    Kind kind = KINDS.get(change.action());
    Subject subject = Subject.of(change.subject());
    Optional<RegisteredModel> model = stores.models().find(subject.model());
    if (kind == null || model.isEmpty()) {
      return List.of();
    }
    Optional<ModelVersion> version =
        subject.number().flatMap(number -> stores.versions().find(subject.model(), number));
    Optional<WebhookEvent> event =
        isPrompt(kind, model.get(), version) ? Optional.of(kind.ofPrompt()) : kind.ofModel();
    return event.stream()
        .flatMap(
            happened ->
                facts(kind.source(), change, subject, model.get(), version).stream()
                    .map(facts -> new Occurrence(happened, entry, change.at(), facts)))
        .toList();
  }

  /** A version is made as one of a prompt by its own tags; all else goes by those of the model. */
  private boolean isPrompt(Kind kind, RegisteredModel model, Optional<ModelVersion> version) {
    boolean goesByVersion = kind.source() == Source.VERSION && version.isPresent();
    return isPrompt.test(goesByVersion ? version.get().tags() : model.tags());
  }

  /** The facts of each event of the change: a change of several tags is several events. */
  private static List<Map<String, String>> facts(
      Source source,
      Change change,
      Subject subject,
      RegisteredModel model,
      Optional<ModelVersion> version) {
    Map<String, String> place = new HashMap<>();
    place.put("name", subject.model());
    subject.number().ifPresent(number -> place.put("version", number.toString()));
    return switch (source) {
      case MODEL -> List.of(with(place, facts(model)));
      case VERSION -> List.of(with(place, version.map(Announcements::facts).orElse(Map.of())));
      case TAGS_OF_MODEL -> eachTag(place, change, model.tags());
      case TAGS_OF_VERSION ->
          eachTag(place, change, version.map(ModelVersion::tags).orElse(Map.of()));
      case ENTRY -> List.of(with(place, named(change.details())));
    };
  }

  private static Map<String, String> with(Map<String, String> facts, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(facts);
    all.putAll(more);
    return all;
  }

  private static Map<String, String> facts(RegisteredModel model) {
    Map<String, String> facts = new HashMap<>();
    facts.put("description", model.description());
    model.tags().forEach((key, value) -> facts.put(Occurrence.tag(key), value));
    return facts;
  }

  private static Map<String, String> facts(ModelVersion version) {
    Map<String, String> facts = new HashMap<>();
    facts.put("description", version.description());
    facts.put("source", version.source());
    facts.put("run", version.run().map(RunId::value).orElse(""));
    version.tags().forEach((key, value) -> facts.put(Occurrence.tag(key), value));
    return facts;
  }

  private static List<Map<String, String>> eachTag(
      Map<String, String> facts, Change change, Map<String, String> tags) {
    List<Map<String, String>> each = new ArrayList<>();
    for (String key : change.details().keySet().stream().sorted().toList()) {
      each.add(with(facts, Map.of("key", key, "value", tags.getOrDefault(key, ""))));
    }
    return each;
  }

  /** What entries on tags that go, and on aliases, say in plain words. */
  private static Map<String, String> named(Map<String, String> details) {
    Map<String, String> facts = new HashMap<>();
    Optional.ofNullable(details.get("key")).ifPresent(key -> facts.put("key", key));
    Optional.ofNullable(details.get("alias")).ifPresent(alias -> facts.put("alias", alias));
    Optional.ofNullable(details.get("to")).ifPresent(number -> facts.put("version", number));
    return facts;
  }

  /** What an entry on the registry is about; names of models hold no slash. */
  private record Subject(String model, Optional<Integer> number) {
    static Subject of(String text) {
      String[] parts = text.split("/", 3);
      return new Subject(
          parts[1], parts.length > 2 ? Optional.of(Integer.valueOf(parts[2])) : Optional.empty());
    }
  }
}
