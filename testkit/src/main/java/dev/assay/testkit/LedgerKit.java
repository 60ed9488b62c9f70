package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.CanonicalEntry;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.assay.core.ledger.Ledger} promises. */
public abstract class LedgerKit extends StoreKit {
  private static final int THREADS = 8;
  private static final int APPENDS = 30;

  @Test
  void isEmptyAtFirst() {
    assertThat(store.ledger().head()).isEmpty();
    assertThat(store.ledger().entries(0, 10)).isEmpty();
  }

  /** The bytes are the format: another program, in another language, must come to the same. */
  @Test
  void writesTheCanonicalBytes() {
    Change first =
        new Change(
            new Actor("ada"),
            Instant.parse("2026-03-04T05:06:07.089Z"),
            Action.RUN_TAGS_SET,
            "run/abc",
            Map.of("b", "two", "a", "quote \" slash \\ tab \t bell \u0007 木"));
    Entry entry = store.ledger().append(first);
    String json =
        "{\"action\":\"run-tags-set\",\"actor\":\"ada\",\"at\":\"2026-03-04T05:06:07.089Z\","
            + "\"details\":{\"a\":\"quote \\\" slash \\\\ tab \\t bell \\u0007 木\",\"b\":\"two\"},"
            + "\"index\":\"0\",\"previous\":\"\",\"subject\":\"run/abc\"}";
    assertThat(entry.json()).isEqualTo(json);
    assertThat(entry.hash()).isEqualTo(leafHash(json));
    assertThat(entry.hash().hex())
        .isEqualTo("f0e52ead8459e9d0ac3f8fc20dd374078484061ea9cbc343df9047eb9cf4f9c0");
    Entry second = store.ledger().append(change("run/def"));
    assertThat(second.json())
        .contains("\"index\":\"1\"")
        .contains("\"previous\":\"" + entry.hash().hex() + "\"");
  }

  @Test
  void keepsEntriesInTheirOrder() {
    List<Entry> appended =
        List.of(
            store.ledger().append(change("run/0")),
            store.ledger().append(change("run/1")),
            store.ledger().append(change("run/2")),
            store.ledger().append(change("run/3")));
    restart();
    assertThat(store.ledger().entries(0, 10)).isEqualTo(appended);
    assertThat(store.ledger().entries(1, 2)).isEqualTo(appended.subList(1, 3));
    assertThat(store.ledger().entries(3, 10)).isEqualTo(appended.subList(3, 4));
    assertThat(store.ledger().entries(4, 10)).isEmpty();
    assertThat(store.ledger().head()).contains(appended.get(3));
  }

  @Test
  void goesOnWithTheChainAfterARestart() {
    store.ledger().append(change("run/0"));
    restart();
    store.ledger().append(change("run/1"));
    assertChain(2);
  }

  @Test
  void leavesNoGapWhenAChangeIsUndone() {
    store.ledger().append(change("run/0"));
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          store.ledger().append(change("run/lost"));
                          store.ledger().append(change("run/lost too"));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    store.ledger().append(change("run/1"));
    restart();
    store.ledger().append(change("run/2"));
    assertChain(3);
    assertThat(store.ledger().entries(0, 10)).noneMatch(entry -> entry.json().contains("run/lost"));
  }

  @Test
  void chainsEntriesOfOneTransaction() {
    store
        .transactions()
        .transact(
            () -> {
              Entry first = store.ledger().append(change("run/0"));
              Entry second = store.ledger().append(change("run/1"));
              assertThat(second.json()).contains(first.hash().hex());
              assertThat(store.ledger().head()).contains(second);
            });
    assertChain(2);
  }

  @Test
  void keepsOneChainUnderManyThreads() throws Exception {
    Crowd.of(
        THREADS,
        thread -> {
          for (int i = 0; i < APPENDS; i++) {
            appendOrUndo("run/" + thread + "-" + i, i % 5 == 4);
          }
        });
    restart();
    assertChain(THREADS * APPENDS * 4 / 5);
    Set<String> subjects = new HashSet<>();
    store
        .ledger()
        .entries(0, 1_000)
        .forEach(entry -> subjects.add(entry.json().replaceAll(".*\"subject\":", "")));
    assertThat(subjects).hasSize(THREADS * APPENDS * 4 / 5);
  }

  private void appendOrUndo(String subject, boolean undo) {
    try {
      store
          .transactions()
          .transact(
              () -> {
                store.ledger().append(change(subject));
                if (undo) {
                  throw new IllegalStateException("on purpose");
                }
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("on purpose");
    }
  }

  private Change change(String subject) {
    return new Change(Actor.LOCAL, clock.instant(), Action.RUN_CREATED, subject, Map.of());
  }

  private void assertChain(int size) {
    List<Entry> entries = store.ledger().entries(0, size + 10);
    assertThat(entries).hasSize(size);
    String previous = "";
    for (int i = 0; i < size; i++) {
      Entry entry = entries.get(i);
      assertThat(entry.index()).isEqualTo(i);
      assertThat(entry.json())
          .contains("\"index\":\"" + i + "\"")
          .contains("\"previous\":\"" + previous + "\"");
      assertThat(entry.hash()).isEqualTo(leafHash(entry.json()));
      previous = entry.hash().hex();
    }
    assertThat(store.ledger().head()).contains(entries.getLast());
  }

  /** RFC 6962, written once more, so that a slip in {@link CanonicalEntry} shows. */
  private static Digest leafHash(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] leaf = new byte[text.length + 1];
    System.arraycopy(text, 0, leaf, 1, text.length);
    return Digest.of(leaf);
  }
}
