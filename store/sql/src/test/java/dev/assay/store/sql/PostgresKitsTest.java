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
import org.junit.jupiter.api.Nested;

/** The store keeps on PostgreSQL what the ports promise. */
final class PostgresKitsTest {
  @Nested
  final class TransactionsTest extends TransactionsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class LedgerTest extends LedgerKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class ProjectsTest extends ProjectsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RunsTest extends RunsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RunSearchTest extends RunSearchKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RunOrderTest extends RunOrderKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class DatasetsTest extends DatasetsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class ArtifactsTest extends ArtifactsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class ExecutionsTest extends ExecutionsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class LoggedModelsTest extends LoggedModelsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class LoggedModelSearchTest extends LoggedModelSearchKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RegisteredModelsTest extends RegisteredModelsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class ModelVersionsTest extends ModelVersionsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class WebhooksTest extends WebhooksKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class WebhookQueueTest extends WebhookQueueKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class ProjectSearchTest extends ProjectSearchKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RunSearchRandomTest extends RunSearchRandomKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class RunMetricSearchTest extends RunMetricSearchKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class MetricsTest extends MetricsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }

  @Nested
  final class MetricsRandomTest extends MetricsRandomKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return SqlStoreUnderTest.postgres();
    }
  }
}
