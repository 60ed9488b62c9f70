// Runs such as people have, and some that nobody should trust, written over the server's own API.

export interface Filled {
  vision: string;
  hostile: string;
  longRun: string;
  hostileRun: string;
  capturedRun: string;
}

export const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
export const RUNS = 48;
export const LONG_POINTS = 60_000;
export const SPIKE_STEP = 41_234;

const DAY = 86_400_000;
const POINTS_PER_CALL = 20_000;

interface Point {
  key: string;
  value: number | 'NaN';
  step: number;
  at: number;
}

export async function fill(address: string): Promise<Filled> {
  const api = caller(address);
  const longRun = await long(api);
  const hostileRun = await hostile(api, address);
  const capturedRun = await captured(api);
  const vision: string[] = [];
  for (let i = 0; i < RUNS; i++) vision.push(await trained(api, i));
  const projectOf = async (run: string) => ((await api('GET', `/api/v1/runs/${run}`)) as { projectId: string }).projectId;
  return { vision: await projectOf(vision[0]!), hostile: await projectOf(hostileRun), longRun, hostileRun, capturedRun };
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

function caller(address: string): Call {
  return async (method, path, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/octet-stream' : 'application/json';
    const response = await fetch(address + path, { method, ...(body === undefined ? {} : { headers: { 'Content-Type': type }, body: text }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const answer = await response.text();
    return answer ? JSON.parse(answer) : null;
  };
}

async function start(api: Call, body: Record<string, unknown>): Promise<string> {
  return ((await api('POST', '/api/v1/runs', body)) as { id: string }).id;
}

async function log(api: Call, run: string, metrics: Point[]) {
  for (let from = 0; from < metrics.length; from += POINTS_PER_CALL) {
    await api('POST', `/api/v1/runs/${run}/log`, { metrics: metrics.slice(from, from + POINTS_PER_CALL) });
  }
}

/** The same numbers each time: sines stand in for chance. */
async function trained(api: Call, i: number): Promise<string> {
  const model = ['resnet50', 'vit-small', 'convnext'][i % 3]!;
  const rate = [0.01, 0.003, 0.001, 0.0003][i % 4]!;
  const startedAt = Date.now() - DAY / 2 - (RUNS - i) * 1_800_000;
  const run = await start(api, {
    project: 'vision-resnet',
    name: `${model}-lr${rate}-s${i}`,
    user: ['mia', 'jon', 'ada'][i % 3],
    startedAt: new Date(startedAt).toISOString(),
    params: { model, learning_rate: String(rate), batch_size: String(32 << i % 3), seed: String(i), optimizer: 'adamw', epochs: '60' },
    tags: { team: i % 2 ? 'vision' : 'edge' },
  });
  const points: Point[] = [];
  for (let step = 0; step < 120; step++) {
    const at = startedAt + step * 20_000;
    const noise = Math.sin(step * 1.7 + i) * 0.02 + Math.sin(step * 5.1 + i * 2) * 0.015;
    const done = 1 - Math.exp(-step / (18 + (i % 5) * 6));
    points.push({ key: 'train/loss', value: 2.3 * (1 - done) + 0.08 + 0.02 * (i % 4) + noise, step, at });
    points.push({ key: 'val/accuracy', value: Math.min(0.99, 0.1 + done * (0.72 + 0.03 * (i % 6)) + noise * 0.6), step, at });
    if (step % 10 === 0) points.push({ key: 'val/loss', value: 2.4 * (1 - done) + 0.15 + noise, step, at });
    if (step % 10 === 0) points.push({ key: 'learning_rate', value: rate * (1 - step / 130), step, at });
  }
  await log(api, run, points);
  const status = i % 11 === 7 ? 'failed' : i === RUNS - 1 ? 'running' : 'finished';
  if (status !== 'running') await api('PATCH', `/api/v1/runs/${run}`, { status, endedAt: new Date(startedAt + 2_400_000 + i * 1000).toISOString() });
  return run;
}

/** One long series with one spike and one NaN. */
async function long(api: Call): Promise<string> {
  const startedAt = Date.now() - DAY;
  const run = await start(api, { project: 'long', name: 'a long one', startedAt: new Date(startedAt).toISOString() });
  const points: Point[] = [];
  for (let step = 0; step < LONG_POINTS; step++) {
    const value = step === SPIKE_STEP ? 9 : Math.sin(step / 3000);
    points.push({ key: 'signal', value: step === 30_000 ? 'NaN' : value, step, at: startedAt + step * 1000 });
  }
  await log(api, run, points);
  await api('PATCH', `/api/v1/runs/${run}`, { status: 'finished', endedAt: new Date(startedAt + LONG_POINTS * 1000).toISOString() });
  return run;
}

async function hostile(api: Call, address: string): Promise<string> {
  const run = await start(api, {
    project: `evil ${MARKUP}`,
    name: MARKUP,
    user: MARKUP,
    params: { link: 'javascript:window.hacked=1', good: 'https://example.org/a', formula: '=HYPERLINK("http://x")' },
    tags: { 'mlflow.note.content': `# ${MARKUP}\n[click](javascript:window.hacked=1)`, team: MARKUP },
  });
  await log(api, run, [
    { key: 'nice', value: 0.5, step: 1, at: Date.now() },
    { key: 'odd/key & more: 100 %', value: 1, step: 0, at: Date.now() },
  ]);
  const files: Record<string, string> = {
    'page.html': `<html><body><script>parent.window.hacked=1;window.hacked=1</script><h1>HTML as source</h1></body></html>`,
    'drawing.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="window.hacked=1"><script>window.hacked=1</script><rect width="40" height="40" fill="green"/></svg>`,
    'tables/data.csv': `name,value\r\n"quoted, with comma",1\r\n=1+1,${MARKUP}\r\n`,
    'logs/out.txt': `plain text ${MARKUP}\n`,
    'model.bin': 'binary',
  };
  const { projectId } = (await api('GET', `/api/v1/runs/${run}`)) as { projectId: string };
  for (const [path, content] of Object.entries(files)) {
    const response = await fetch(`${address}/api/2.0/mlflow-artifacts/artifacts/${projectId}/${run}/artifacts/${path}`, { method: 'PUT', body: content });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  await api('PATCH', `/api/v1/runs/${run}`, { status: 'finished' });
  return run;
}

/** A run with what a recorded command leaves: an execution and its console. */
async function captured(api: Call): Promise<string> {
  const execution = 'e1234567890abcdef1234567890abcde';
  const startedAt = new Date(Date.now() - DAY / 4).toISOString();
  await api('PUT', `/api/v1/executions/${execution}`, { command: 'python train.py --lr 0.1', user: 'mia', host: 'lab-3', startedAt, endedAt: startedAt, exit: '0' });
  const said = [
    { at: startedAt, stream: 'stdout', text: 'epoch 1\n' },
    { at: startedAt, stream: 'stdout', text: '10 %\r50 %\r100 %\n' },
    { at: startedAt, stream: 'stderr', text: `\u001b[31mcareful ${MARKUP}\u001b[0m\n` },
  ];
  await api('POST', `/api/v1/executions/${execution}/console?offset=0`, said.map((one) => `${JSON.stringify(one)}\n`).join(''));
  await api('POST', `/api/v1/executions/${execution}/verdicts`, { format: 1, verdict: 'within tolerance', reason: 'every number lies within its tolerance' });
  const run = await start(api, { project: 'captured', name: 'recorded', startedAt, tags: { 'assay.execution': execution } });
  await api('PATCH', `/api/v1/runs/${run}`, { status: 'finished' });
  return run;
}
