import { readFileSync } from 'node:fs';
import { expect, test as plain, type Page } from '@playwright/test';
import { LONG_POINTS, MARKUP, RUNS, SPIKE_STEP, type Filled } from './fill';

const address = process.env['ASSAY_ADDRESS']!;
const filled = JSON.parse(process.env['ASSAY_FILLED']!) as Filled;
const vision = `${address}/p/${filled.vision}`;
const axeSource = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** A page on which nothing may go wrong unseen. */
const test = plain.extend<{ troubles: string[] }>({
  troubles: [
    async ({ page }, use) => {
      const troubles: string[] = [];
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      page.on('pageerror', (error) => troubles.push(error.message));
      await use(troubles);
      expect(troubles).toEqual([]);
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    },
    { auto: true },
  ],
});

/** No violation of WCAG 2.2 AA in the light nor in the dark theme. */
async function expectAccessible(page: Page) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () => {
      const run = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
      const { axe } = window as unknown as { axe: { run(on: Document, options: unknown): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }> } };
      return (await axe.run(document, run)).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
    });
    expect(violations, scheme).toEqual([]);
  }
}

const rowNames = (page: Page) => page.locator('[data-row] .name a').allTextContents();
const chartOf = (page: Page, key: string) => page.getByRole('region', { name: `Chart of ${key}`, exact: true });

test('an empty store says how to get a first run, and shows it when it came', async ({ page }) => {
  const empty = process.env['ASSAY_EMPTY_ADDRESS']!;
  await page.goto(empty);
  await expect(page.getByRole('heading', { name: 'Waiting for the first run' })).toBeVisible();
  await expect(page.getByText(`MLFLOW_TRACKING_URI=${empty}`)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${empty}/runs`);
  await expect(page.getByText('There are no runs here yet.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(empty);
  await fetch(`${empty}/api/v1/runs`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ project: 'new', name: 'first' }) });
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('link', { name: 'new' }).click();
  await expect(page.getByRole('link', { name: 'first' })).toBeVisible();
});

test('links that mlflow prints open the run and the project', async ({ page }) => {
  await page.goto(`${address}/#/experiments/${filled.vision}/runs/${filled.longRun}`);
  await expect(page.getByRole('heading', { name: 'a long one', level: 1 })).toBeVisible();
  expect(page.url()).toBe(`${address}/r/${filled.longRun}`);
  await page.goto(`${address}/#/experiments/${filled.vision}`);
  await expect(page.getByRole('heading', { name: 'vision-resnet' })).toBeVisible();
});

test('the projects can be searched and opened together', async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole('link', { name: 'vision-resnet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Choose vision-resnet').check();
  await page.getByLabel('Choose long').check();
  await page.getByRole('button', { name: 'Open 2 together' }).click();
  await expect(page.getByRole('columnheader', { name: 'Project' })).toBeVisible();
  await expect(page.getByText(`${RUNS + 1} runs`)).toBeVisible();
});

test('runs are queried and sorted, and a reload shows the same', async ({ page }) => {
  await page.goto(vision);
  await expect(page.getByText(`${RUNS} runs`, { exact: true })).toBeVisible();
  await expect(page.locator('.u-over').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Query').fill("params.model = 'vit-small' and last(metrics.`val/accuracy`) > 0.5");
  await page.getByLabel('Query').press('Enter');
  await expect(page.getByText('16 runs', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'val/accuracy', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'val/accuracy' })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await rowNames(page))[0]).toContain('vit-small');
  const accuracies = async () => (await page.locator('[data-row] [title*=" at step "]:nth-child(6)').allTextContents()).map(Number);
  const unsorted = async () => (await accuracies()).filter((value, i, all) => i > 0 && value > all[i - 1]!);
  await expect.poll(unsorted).toEqual([]);
  expect((await accuracies()).length).toBe(16);
  const names = await rowNames(page);
  await page.reload();
  await expect(page.getByText('16 runs', { exact: true })).toBeVisible();
  expect(await rowNames(page)).toEqual(names);
  await page.goBack();
  await expect(page.getByRole('columnheader', { name: 'val/accuracy' })).toHaveAttribute('aria-sort', 'none');
});

test('a broken query is refused in the words of the server', async ({ page, troubles }) => {
  await page.goto(`${vision}?q=metrics.loss%20%3E`);
  await expect(page.getByRole('alert')).toContainText('(at character 15)');
  await expect(page.locator('.place')).toHaveText('metrics.loss >␣');
  await expectAccessible(page);
  await page.getByLabel('Query').fill("run_name = 'nobody'");
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('No run matches this query.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(page.getByText(`${RUNS} runs`, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Help' }).click();
  for (const example of await page.locator('.help li button').allTextContents()) {
    const answer = await page.request.post(`${address}/api/v1/runs/search`, { data: { projects: [filled.vision], filter: example, limit: 1000 } });
    const { runs } = (await answer.json()) as { runs: unknown[] };
    expect(runs.length, example).toBeGreaterThan(0);
    await page.getByLabel('Query').fill(example);
    await page.getByLabel('Query').press('Enter');
    await expect(page.getByText(`${runs.length} runs`, { exact: true }), example).toBeVisible();
  }
  // The browser itself notes the answer 400.
  expect(troubles.splice(0).every((text) => text.includes('400'))).toBe(true);
});

test('columns are chosen, moved and resized by keyboard and stand in the address', async ({ page }) => {
  await page.goto(`${vision}?layout=table`);
  await expect(page.getByRole('columnheader', { name: 'Status' })).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Search columns').fill('optim');
  await page.getByRole('button', { name: 'Show optimizer' }).click();
  await page.getByRole('button', { name: 'Move optimizer up' }).click();
  await page.getByRole('button', { name: 'Hide User' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('separator', { name: 'Width of optimizer' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('separator', { name: 'Width of optimizer' })).toHaveAttribute('aria-valuenow', '124');
  expect(page.url()).toContain('p:optimizer@124');
  expect(page.url()).not.toContain('a:user');
  await expect(page.locator('[data-row="0"]').getByText('adamw')).toBeVisible();
  await page.getByLabel(/^Choose resnet50/).first().focus();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
});

test('the selection is drawn, and compared', async ({ page }) => {
  await page.goto(vision);
  await page.getByLabel(/^Choose convnext/).nth(0).check();
  await page.getByLabel(/^Choose vit-small/).nth(0).check();
  await expect(page.getByText('Drawing 2 of 2 selected runs')).toBeVisible();
  await expect(chartOf(page, 'train/loss').getByText('all 240 points')).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('rowheader', { name: 'learning_rate' }).first()).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'optimizer' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Only what differs').uncheck();
  await expect(page.getByRole('rowheader', { name: 'optimizer' })).toBeVisible();
  await page.getByRole('button', { name: 'Charts' }).click();
  await expect(chartOf(page, 'val/loss').locator('.u-over')).toBeVisible();
  await expectAccessible(page);
});

test('a long series keeps its spike, and a zoom reads every point', async ({ page }) => {
  await page.goto(`${address}/r/${filled.longRun}/metrics`);
  const chart = chartOf(page, 'signal');
  await expect(chart.locator('p.note')).toContainText(`of ${LONG_POINTS.toLocaleString('en-US')} points shown, extremes kept`);
  await expectAccessible(page);
  const plot = (await chart.locator('.u-over').boundingBox())!;
  const at = plot.x + (plot.width * SPIKE_STEP) / LONG_POINTS;
  await page.mouse.move(at, plot.y + plot.height / 2);
  await page.mouse.move(at - 4, plot.y + 50);
  await page.mouse.down();
  await page.mouse.move(at + 4, plot.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/zoom=/);
  await expect(chart.locator('p.note')).toContainText('all ');
  const [from, to] = new URL(page.url()).searchParams.get('zoom')!.split(',').map(Number);
  expect(from!).toBeLessThan(SPIKE_STEP);
  expect(to!).toBeGreaterThan(SPIKE_STEP);
  await page.reload();
  await expect(chart.locator('p.note')).toContainText('all ');
  const saved = page.waitForEvent('download');
  await chart.getByRole('button', { name: 'Save signal as PNG' }).click();
  expect(readFileSync(await (await saved).path()).subarray(1, 4).toString()).toBe('PNG');
  const csv = page.waitForEvent('download');
  await chart.getByRole('button', { name: 'Save every point of signal as CSV' }).click();
  const lines = readFileSync(await (await csv).path(), 'utf8').trimEnd().split('\r\n');
  expect(lines.length).toBe(LONG_POINTS + 1);
  expect(lines.some((line) => line.includes(`,signal,${SPIKE_STEP},`) && line.endsWith(',9'))).toBe(true);
  await chart.locator('.plot').focus();
  await page.keyboard.press('z');
  await expect(page).not.toHaveURL(/zoom=/);
  await page.getByLabel('Log y').check();
  await expect(chart.locator('p.note')).toContainText('hidden by the log y axis');
});

test('a run shows what is known of it, and takes a name, tags and notes', async ({ page }) => {
  await page.goto(`${address}/r/${filled.capturedRun}`);
  await expect(page.getByText('python train.py --lr 0.1')).toBeVisible();
  await expect(page.getByText('within tolerance: every number lies within its tolerance')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name of the run').fill('renamed');
  await page.getByLabel('Name of the run').press('Enter');
  await expect(page.getByRole('heading', { name: 'renamed', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Edit notes' }).click();
  await page.getByRole('textbox', { name: 'Notes' }).fill('looks *good*');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Key of the tag').fill('team');
  await page.getByLabel('Value of the tag').fill('edge');
  await page.getByRole('button', { name: 'Set tag' }).click();
  await expect(page.getByText('looks *good*')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'renamed', level: 1 })).toBeVisible();
  await expect(page.locator('dd').filter({ hasText: /^edge$/ })).toBeVisible();
  await page.getByRole('link', { name: 'Console' }).click();
  await expect(page.locator('pre.console')).toHaveText(`epoch 1\n100 %\ncareful ${MARKUP}\n`);
  await expectAccessible(page);
});

test('hostile names stay text', async ({ page }) => {
  for (const path of [`/p/${filled.hostile}`, `/r/${filled.hostileRun}`, `/r/${filled.hostileRun}/metrics`, `/compare?runs=${filled.hostileRun}&all=1`, '/']) {
    await page.goto(address + path);
    await expect(page.getByText(MARKUP).first()).toBeVisible();
    await expect(page.locator('img')).toHaveCount(0);
    await expect(page.locator('a[href^="javascript"]')).toHaveCount(0);
  }
  await page.goto(`${address}/r/${filled.hostileRun}`);
  await expect(page.getByRole('link', { name: 'https://example.org/a' })).toHaveAttribute('rel', 'noopener noreferrer');
  await expectAccessible(page);
});

test('hostile files are shown and never run', async ({ page }) => {
  await page.goto(`${address}/r/${filled.hostileRun}/artifacts`);
  await page.getByRole('button', { name: /page\.html/ }).click();
  await expect(page.locator('pre.text')).toContainText('<script>parent.window.hacked=1');
  await page.getByRole('button', { name: /drawing\.svg/ }).click();
  await expect.poll(() => page.locator('img.picture').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await page.getByRole('button', { name: /data\.csv/ }).click();
  await expect(page.getByRole('cell', { name: 'quoted, with comma' })).toBeVisible();
  await expect(page.getByRole('cell', { name: MARKUP })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('data.csv');
  // Opened by its own address, a file is a download: no document of it ever exists on this origin.
  const opened = await page.request.get(`${address}/api/v1/runs/${filled.hostileRun}/files/page.html`);
  expect(opened.headers()['content-disposition']).toContain('attachment');
  expect(opened.headers()['content-security-policy']).toBe('sandbox');
});

test('a lost connection is said, and the page goes on when it is back', async ({ page, troubles }) => {
  await page.goto(`${vision}?layout=table`);
  await expect(page.getByText(`${RUNS} runs`, { exact: true })).toBeVisible();
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('Connection lost')).toBeVisible();
  expect((await rowNames(page)).length).toBeGreaterThan(10);
  await expectAccessible(page);
  await page.unroute('**/api/v1/**');
  await expect(page.getByText('Connection lost')).toHaveCount(0, { timeout: 10_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(troubles.splice(0).every((text) => text.includes('ERR_FAILED'))).toBe(true);
});

test('the page fits a narrow screen and keeps the chosen theme', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/', `/p/${filled.vision}`, `/r/${filled.hostileRun}`, `/r/${filled.hostileRun}/artifacts`]) {
    await page.goto(address + path);
    await expect(page.locator('h1').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
    await expectAccessible(page);
  }
  await page.getByLabel('Theme').selectOption('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.reload();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(15, 18, 23)');
});

test('what does not exist is said', async ({ page, troubles }) => {
  await page.goto(`${address}/r/00000000000000000000000000000000`);
  await expect(page.getByRole('alert')).toContainText('there is no run');
  await expectAccessible(page);
  expect(troubles.splice(0).every((text) => text.includes('404'))).toBe(true);
});
