-- Executions: invocations of a command. console_bytes: how long the console is. Digests are the 32 bytes themselves.
CREATE TABLE execution (
  id ${id},
  uid ${text} NOT NULL UNIQUE,
  command ${text} NOT NULL,
  user_name ${text} NOT NULL,
  host ${text} NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome ${text},
  rerun_of ${text},
  capture ${bytes},
  console_bytes BIGINT NOT NULL
);
CREATE INDEX execution_by_start ON execution (started_at DESC, uid);
CREATE INDEX execution_by_original ON execution (rerun_of, started_at, uid) WHERE rerun_of IS NOT NULL;
CREATE INDEX execution_by_capture ON execution (capture) WHERE capture IS NOT NULL;

-- The blobs a capture refers to, in its order.
CREATE TABLE execution_blob (
  execution_id BIGINT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  digest ${bytes} NOT NULL,
  PRIMARY KEY (execution_id, number)
) ${clustered};
CREATE INDEX execution_blob_by_digest ON execution_blob (digest);

-- The console in pieces of bounded length, one after the other from position 0.
CREATE TABLE execution_console (
  execution_id BIGINT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  body ${bytes} NOT NULL,
  PRIMARY KEY (execution_id, position)
) ${clustered};

CREATE TABLE execution_verdict (
  id ${id},
  execution_id BIGINT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
  digest ${bytes} NOT NULL,
  noted_at BIGINT NOT NULL,
  UNIQUE (execution_id, digest)
);
CREATE INDEX execution_verdict_by_digest ON execution_verdict (digest);
