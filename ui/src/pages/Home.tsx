import { useSignal } from '@preact/signals';
import * as api from '../api';
import type { Project } from '../api-types';
import { moment, whole } from '../format';
import { projectLink } from '../links';
import { useLoaded } from '../loaded';
import { Copy, Empty, Trouble } from '../parts/Bits';
import { navigate } from '../router';

const PROJECTS_MAX = 5000;

async function all(): Promise<{ projects: Project[]; complete: boolean }> {
  const projects: Project[] = [];
  let next: string | undefined;
  do {
    const page = await api.projects(next);
    projects.push(...page.projects);
    next = page.next;
  } while (next && projects.length < PROJECTS_MAX);
  return { projects, complete: !next };
}

async function read() {
  const [found, runs] = await Promise.all([all(), api.searchRuns({ limit: 1, columns: {} }).catch(() => ({ runs: [null] }))]);
  return { ...found, hasRuns: runs.runs.length > 0 };
}

/** The projects, or how to get the first run. */
export function Home() {
  const loaded = useLoaded('home', read);
  const search = useSignal('');
  const chosen = useSignal<string[]>([]);
  const { value, error } = loaded.value;
  document.title = 'Assay';
  if (error && !value) return <Trouble error={error} what="The projects could not be read." />;
  if (!value) return <p class="loading">Reading projects …</p>;
  const shown = value.projects.filter((project) => project.name.toLowerCase().includes(search.value.toLowerCase()));
  const toggle = (id: string) => (chosen.value = chosen.value.includes(id) ? chosen.value.filter((one) => one !== id) : [...chosen.value, id]);
  return (
    <div class="page">
      <h1>Projects</h1>
      {!value.hasRuns && <FirstRun />}
      <div class="bar">
        <input type="search" aria-label="Search projects" placeholder="Search projects" value={search.value} onInput={(e) => (search.value = e.currentTarget.value)} />
        <button disabled={chosen.value.length < 2} onClick={() => navigate(`/runs?projects=${chosen.value.join(',')}`)}>
          Open {chosen.value.length > 1 ? whole(chosen.value.length) : ''} together
        </button>
        <span class="note">
          {whole(shown.length)} of {whole(value.projects.length)} {value.complete ? '' : '(the newest) '}projects
        </span>
      </div>
      <div class="card scroll-x" tabIndex={0} role="region" aria-label="Projects">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">
                <span class="off-screen">Choose</span>
              </th>
              <th scope="col">Name</th>
              <th scope="col">Changed</th>
              <th scope="col">Created</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((project) => (
              <tr key={project.id}>
                <td class="check">
                  <input type="checkbox" aria-label={`Choose ${project.name}`} checked={chosen.value.includes(project.id)} onChange={() => toggle(project.id)} />
                </td>
                <td>
                  <a class="wrap" href={projectLink(project.id)}>
                    {project.name}
                  </a>
                </td>
                <td title={project.updatedAt}>{moment(project.updatedAt, Date.now())}</td>
                <td title={project.createdAt}>{moment(project.createdAt, Date.now())}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <Empty>No project has "{search.value}" in its name.</Empty>}
    </div>
  );
}

function FirstRun() {
  const address = location.origin;
  const script = `pip install mlflow\nexport MLFLOW_TRACKING_URI=${address}\npython your_training_script.py`;
  return (
    <section class="card first" aria-labelledby="first-run">
      <h2 id="first-run">Waiting for the first run</h2>
      <p>Any script that uses mlflow logs here as it is:</p>
      <div class="snippet">
        <pre>{script}</pre>
        <Copy text={script} label="these commands" />
      </div>
      <p>
        <button onClick={api.refresh}>Look again</button>
      </p>
    </section>
  );
}
