package dev.assay.store.sql;

import dev.assay.testkit.ArtifactsKit;
import dev.assay.testkit.DatasetsKit;
import dev.assay.testkit.ExecutionsKit;
import dev.assay.testkit.LedgerKit;
import dev.assay.testkit.LoggedModelSearchKit;
import dev.assay.testkit.LoggedModelsKit;
import dev.assay.testkit.MetricsKit;
import dev.assay.testkit.MetricsRandomKit;
import dev.assay.testkit.ModelVersionsKit;
import dev.assay.testkit.ProjectSearchKit;
import dev.assay.testkit.ProjectsKit;
import dev.assay.testkit.RegisteredModelsKit;
import dev.assay.testkit.RunMetricSearchKit;
import dev.assay.testkit.RunOrderKit;
import dev.assay.testkit.RunSearchKit;
import dev.assay.testkit.RunSearchRandomKit;
import dev.assay.testkit.RunsKit;
import dev.assay.testkit.StoreUnderTest;
import dev.assay.testkit.TransactionsKit;
import dev.assay.testkit.WebhookQueueKit;
import dev.assay.testkit.WebhooksKit;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store keeps on SQLite what the ports promise. */
final class SqliteKitsTest {
  @Nested
  final class TransactionsTest extends TransactionsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class LedgerTest extends LedgerKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class ProjectsTest extends ProjectsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RunsTest extends RunsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RunSearchTest extends RunSearchKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RunOrderTest extends RunOrderKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class DatasetsTest extends DatasetsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class ArtifactsTest extends ArtifactsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class ExecutionsTest extends ExecutionsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class LoggedModelsTest extends LoggedModelsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class LoggedModelSearchTest extends LoggedModelSearchKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RegisteredModelsTest extends RegisteredModelsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class ModelVersionsTest extends ModelVersionsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class WebhooksTest extends WebhooksKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class WebhookQueueTest extends WebhookQueueKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class ProjectSearchTest extends ProjectSearchKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RunSearchRandomTest extends RunSearchRandomKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class RunMetricSearchTest extends RunMetricSearchKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class MetricsTest extends MetricsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class MetricsRandomTest extends MetricsRandomKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqlite(directory);
    }
  }

  @Nested
  final class MetricsSealedEarlyTest extends MetricsKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqliteSealingEarly(directory);
    }
  }

  @Nested
  final class MetricsRandomSealedEarlyTest extends MetricsRandomKit {
    @TempDir private Path directory;

    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.sqliteSealingEarly(directory);
    }
  }
}
