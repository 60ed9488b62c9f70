-- One set of SQL for SQLite and PostgreSQL. Placeholders: ${id} a key the database numbers itself, ${key} a key the
-- store numbers, ${text} text that compares by code point, ${bytes} bytes, ${clustered} rows kept in the order of the
-- primary key where the database can. Times are epoch milliseconds. Doubles that are searched are kept as integers in
-- the same order (see SortableDouble), NaN as NULL.

-- One row: how often this database was opened, who serves it, and a number that probes write.
CREATE TABLE store_state (
  id ${key},
  opened BIGINT NOT NULL,
  probe BIGINT NOT NULL,
  address ${text}
);
INSERT INTO store_state (id, opened, probe) VALUES (0, 0, 0);

-- Numbers that are never given twice, even when what they named is gone.
CREATE TABLE counter (
  name ${text} PRIMARY KEY,
  next BIGINT NOT NULL
);
INSERT INTO counter (name, next) VALUES ('project', 0);

CREATE TABLE ledger_entry (
  number ${key},
  entry ${text} NOT NULL,
  hash ${bytes} NOT NULL
);

-- Keys of metrics, params and tags of runs as numbers.
CREATE TABLE key_name (
  id ${id},
  name ${text} NOT NULL UNIQUE
);

CREATE TABLE project (
  id ${key},
  name ${text} NOT NULL UNIQUE,
  artifact_location ${text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);

CREATE TABLE project_tag (
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (project_id, name)
) ${clustered};

CREATE TABLE run (
  id ${id},
  uid ${text} NOT NULL UNIQUE,
  project_id BIGINT NOT NULL REFERENCES project (id),
  name ${text} NOT NULL,
  user_name ${text} NOT NULL,
  status ${text} NOT NULL,
  lifecycle ${text} NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  deleted_at BIGINT,
  lost_at BIGINT,
  heard_at BIGINT NOT NULL
);
CREATE INDEX run_by_start ON run (project_id, started_at DESC, uid) WHERE deleted_at IS NULL;
CREATE INDEX run_by_start_deleted ON run (project_id, started_at DESC, uid) WHERE deleted_at IS NOT NULL;
CREATE INDEX run_by_end ON run (project_id, ended_at, started_at) WHERE deleted_at IS NULL;
CREATE INDEX run_by_name ON run (project_id, substr(name, 1, 256), started_at) WHERE deleted_at IS NULL;
CREATE INDEX run_by_user ON run (project_id, substr(user_name, 1, 256), started_at) WHERE deleted_at IS NULL;
CREATE INDEX run_by_status ON run (project_id, status, started_at) WHERE deleted_at IS NULL;
CREATE INDEX run_heard ON run (heard_at) WHERE status = 'RUNNING' AND deleted_at IS NULL;

-- Project and start of the run stand in the rows below once more, so that an index alone can order a search.
CREATE TABLE run_param (
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (run_id, key_id)
) ${clustered};
CREATE INDEX run_param_by_value ON run_param (project_id, key_id, substr(value, 1, 256), started_at);

CREATE TABLE run_tag (
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (run_id, key_id)
) ${clustered};
CREATE INDEX run_tag_by_value ON run_tag (project_id, key_id, substr(value, 1, 256), started_at);

-- Requests that are acknowledged but whose points are not yet in sealed blocks; see WalRow. Numbers are never used
-- again, since a series remembers up to which of them its points are sealed.
CREATE TABLE metric_wal (
  id ${key},
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  body ${bytes} NOT NULL
);
CREATE INDEX metric_wal_by_run ON metric_wal (run_id, id);

-- Sealed, unchangeable points of one series, columnar (see BlockCodec), with what charts need of them (see Rollup) and
-- the SHA-256 over both.
CREATE TABLE metric_block (
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  rollup ${bytes} NOT NULL,
  digest ${bytes} NOT NULL,
  body ${bytes} NOT NULL,
  PRIMARY KEY (run_id, key_id, number)
) ${clustered};

-- One row per series: what search needs in columns, all of the summary in tally (see SeriesTally), how many blocks
-- there are, and up to which row of metric_wal the points are in them. Only rows of runs that are not running
-- (settled = 1) are in the indexes by value, so that logging never changes those; a search looks through the rows that
-- are not settled besides.
CREATE TABLE metric_summary (
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  last_value BIGINT,
  last_time BIGINT NOT NULL,
  last_step BIGINT NOT NULL,
  min_value BIGINT,
  max_value BIGINT,
  tally ${bytes} NOT NULL,
  blocks BIGINT NOT NULL,
  sealed_wal BIGINT NOT NULL,
  PRIMARY KEY (run_id, key_id)
) ${clustered};
CREATE INDEX metric_by_last ON metric_summary (project_id, key_id, last_value, started_at) WHERE settled = 1;
CREATE INDEX metric_by_min ON metric_summary (project_id, key_id, min_value, started_at) WHERE settled = 1;
CREATE INDEX metric_by_max ON metric_summary (project_id, key_id, max_value, started_at) WHERE settled = 1;
CREATE INDEX metric_unsettled ON metric_summary (project_id, key_id) WHERE settled = 0;

CREATE TABLE dataset (
  id ${id},
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  digest ${text} NOT NULL,
  source_type ${text} NOT NULL,
  source ${text} NOT NULL,
  schema ${text},
  profile ${text},
  UNIQUE (project_id, name, digest)
);

-- The order of the ids is the order of linking. The tag that says what for is kept once more, for search.
CREATE TABLE run_dataset (
  id ${id},
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  dataset_id BIGINT NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  context ${text},
  UNIQUE (run_id, dataset_id)
);
CREATE INDEX run_dataset_by_dataset ON run_dataset (dataset_id);

CREATE TABLE run_dataset_tag (
  link_id BIGINT NOT NULL REFERENCES run_dataset (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (link_id, name)
) ${clustered};

-- owner_kind: 'run', 'model' or 'project'; owner_id: the number of that row. Of the versions of a path at most one is
-- current: the newest, while it is not removed.
CREATE TABLE artifact (
  id ${id},
  owner_kind ${text} NOT NULL,
  owner_id BIGINT NOT NULL,
  path ${text} NOT NULL,
  version BIGINT NOT NULL,
  digest ${text} NOT NULL,
  size_bytes BIGINT NOT NULL,
  md5 ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT,
  is_current BIGINT NOT NULL,
  UNIQUE (owner_kind, owner_id, path, version)
);
CREATE UNIQUE INDEX artifact_current ON artifact (owner_kind, owner_id, path) WHERE is_current = 1;
CREATE INDEX artifact_by_digest ON artifact (digest);

CREATE TABLE logged_model (
  id ${id},
  uid ${text} NOT NULL UNIQUE,
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  model_type ${text} NOT NULL,
  source_run ${text},
  status ${text} NOT NULL,
  status_message ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX logged_model_by_creation ON logged_model (project_id, created_at DESC, uid) WHERE deleted_at IS NULL;

CREATE TABLE logged_model_param (
  model_id BIGINT NOT NULL REFERENCES logged_model (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (model_id, name)
) ${clustered};

CREATE TABLE logged_model_tag (
  model_id BIGINT NOT NULL REFERENCES logged_model (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (model_id, name)
) ${clustered};

-- The latest measurement of each (key, dataset, run); no dataset is two empty texts.
CREATE TABLE logged_model_metric (
  model_id BIGINT NOT NULL REFERENCES logged_model (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  dataset_name ${text} NOT NULL,
  dataset_digest ${text} NOT NULL,
  run ${text} NOT NULL,
  value BIGINT,
  time BIGINT NOT NULL,
  step BIGINT NOT NULL,
  PRIMARY KEY (model_id, name, dataset_name, dataset_digest, run)
) ${clustered};

CREATE TABLE run_model_input (
  id ${id},
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  model ${text} NOT NULL,
  UNIQUE (run_id, model)
);

CREATE TABLE run_model_output (
  id ${id},
  run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  model ${text} NOT NULL,
  step BIGINT NOT NULL,
  UNIQUE (run_id, model)
);

CREATE TABLE registered_model (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  description ${text} NOT NULL,
  last_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE registered_model_tag (
  model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (model_id, name)
) ${clustered};

CREATE TABLE registered_model_alias (
  model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  alias ${text} NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (model_id, alias)
) ${clustered};

CREATE TABLE model_version (
  id ${id},
  model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  stage ${text} NOT NULL,
  description ${text} NOT NULL,
  user_name ${text} NOT NULL,
  source ${text} NOT NULL,
  location ${text} NOT NULL,
  run ${text},
  run_link ${text} NOT NULL,
  logged_model ${text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (model_id, number)
);
CREATE INDEX model_version_by_run ON model_version (run);
CREATE INDEX model_version_by_stage ON model_version (model_id, stage, number);

CREATE TABLE model_version_tag (
  version_id BIGINT NOT NULL REFERENCES model_version (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (version_id, name)
) ${clustered};
