// Starts the built server on an empty store for the tests, fills it, and stops it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fill } from './fill';

const READY_MILLIS_MAX = 60_000;

export async function startServer(): Promise<{ address: string; stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'assay-browser-'));
  const server = spawn('../assay', ['serve', '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const address = await new Promise<string>((ready, failed) => {
    const timer = setTimeout(() => failed(new Error('the server was not ready in time')), READY_MILLIS_MAX);
    createInterface(server.stdout).on('line', (line) => {
      const found = /^Assay is ready at (http\S+)/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      ready(found[1]!);
    });
    void ended.then(() => failed(new Error('the server ended before it was ready')));
  });
  return {
    address,
    stop: async () => {
      server.kill();
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export default async function setup() {
  const full = await startServer();
  const empty = await startServer();
  process.env['ASSAY_ADDRESS'] = full.address;
  process.env['ASSAY_EMPTY_ADDRESS'] = empty.address;
  const stop = () => Promise.all([full.stop(), empty.stop()]).then(() => undefined);
  try {
    process.env['ASSAY_FILLED'] = JSON.stringify(await fill(full.address));
  } catch (e) {
    await stop();
    throw e;
  }
  return stop;
}
