// Made from the server's openapi.json by 'npm run types'. Do not edit.

export type Numeric = number | "NaN" | "Infinity" | "-Infinity";

export type ErrorBody = {
  error: {
    kind: "invalid" | "not-found" | "already-exists" | "conflict" | "denied" | "unauthenticated" | "limit" | "unavailable" | "corrupt" | "refused";
    message: string;
  };
};

export type Project = {
  id: string;
  name: string;
  artifactLocation?: string;
  createdAt: string;
  updatedAt: string;
  deletedAt?: string;
  tags: Record<string, string>;
};

export type ProjectPage = {
  projects: Array<Project>;
  next?: string;
};

export type DatasetInput = {
  name: string;
  digest: string;
  context?: string;
  sourceType: string;
  source: string;
};

export type Run = {
  id: string;
  projectId: string;
  name: string;
  user: string;
  status: "scheduled" | "running" | "finished" | "failed" | "interrupted";
  lifecycle: "active" | "completed" | "archived";
  startedAt: string;
  endedAt?: string;
  deletedAt?: string;
  lostAt?: string;
  execution?: string;
  params: Record<string, string>;
  tags: Record<string, string>;
  metrics: Record<string, {
    value: Numeric;
    step: number;
    at: string;
  }>;
  datasets: Array<DatasetInput>;
  inputModels: Array<string>;
  outputModels: Array<string>;
};

export type RunPage = {
  runs: Array<Run>;
  next?: string;
};

export type RunQuestion = {
  projects?: Array<string>;
  filter?: string;
  order?: Array<string>;
  limit?: number;
  after?: string;
  visibility?: "active" | "deleted" | "all";
  columns?: {
    metrics?: Array<string>;
    params?: Array<string>;
    tags?: Array<string>;
  };
};

export type MetricSummary = {
  key: string;
  count: number;
  nanCount: number;
  first: Numeric;
  last: Numeric;
  lastStep: number;
  lastAt: string;
  min: Numeric;
  minStep: number;
  max: Numeric;
  maxStep: number;
};

export type MetricSummaries = {
  metrics: Array<MetricSummary>;
};

export type Points = {
  steps: Array<number>;
  times: Array<number>;
  values: Array<Numeric>;
};

export type Chart = {
  raw: boolean;
  shownOf: number;
  steps: Array<number>;
  times: Array<number>;
  values: Array<Numeric>;
};

export type Artifact = {
  path: string;
  version: number;
  sizeBytes: number;
  sha256: string;
  md5: string;
  createdAt: string;
};

export type Artifacts = {
  artifacts: Array<Artifact>;
};

export type LedgerEntry = {
  index: number;
  hash: string;
  entry: string;
};

export type LedgerEntries = {
  entries: Array<LedgerEntry>;
};

export type Server = {
  name: string;
  version: string;
};

export type RunFacts = {
  id: string;
  projectId: string;
  name: string;
  user: string;
  status: "scheduled" | "running" | "finished" | "failed" | "interrupted";
  lifecycle: "active" | "completed" | "archived";
  startedAt: string;
  endedAt?: string;
  deletedAt?: string;
  lostAt?: string;
};

export type RunFactsList = {
  runs: Array<RunFacts>;
};

export type NewRun = {
  project?: string;
  projectId?: string;
  runId?: string;
  name?: string;
  user?: string;
  startedAt?: string;
  tags?: Record<string, string>;
  params?: Record<string, string>;
};

export type RunChange = {
  status?: "scheduled" | "running" | "finished" | "failed" | "interrupted";
  endedAt?: string;
  name?: string;
  tags?: Record<string, string>;
};

export type RunLog = {
  metrics?: Array<{
    key: string;
    value: Numeric;
    step?: number;
    at: number | string;
  }>;
  params?: Record<string, string>;
  tags?: Record<string, string>;
};

export type PointLine = {
  key: string;
  steps: Array<number>;
  at: Array<number>;
  values: Array<Numeric>;
};

export type Blob = {
  sha256: string;
  sizeBytes: number;
};

export type ExecutionFacts = {
  command: string;
  user?: string;
  host?: string;
  startedAt: string;
  endedAt?: string;
  exit?: string;
  rerunOf?: string;
  capture?: string;
  blobs?: Array<string>;
};

export type Execution = {
  id: string;
  command: string;
  user: string;
  host: string;
  startedAt: string;
  endedAt?: string;
  exit?: string;
  rerunOf?: string;
  capture?: string;
  blobs?: Array<string>;
};

export type ExecutionPage = {
  executions: Array<Execution>;
  next?: string;
};

export type ConsoleSize = {
  sizeBytes: number;
};

export type VerdictNoted = {
  sha256: string;
  at: string;
};

export type Verdicts = {
  verdicts: Array<{
    sha256: string;
    at: string;
    document: unknown;
  }>;
};
