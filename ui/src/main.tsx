import { render } from 'preact';
import { Frame } from './parts/Frame';
import { Empty } from './parts/Bits';
import { Compare } from './pages/Compare';
import { Explorer } from './pages/Explorer';
import { Home } from './pages/Home';
import { RunPage } from './pages/RunPage';
import { query, route, startRouter } from './router';
import './styles.css';

function Page() {
  const at = route.value;
  switch (at.page) {
    case 'home':
      return <Home />;
    case 'explorer': {
      const several = query.value.get('projects')?.split(',').filter(Boolean) ?? null;
      const projects = at.project === null ? several : [at.project];
      return <Explorer key={JSON.stringify(projects)} projects={projects} />;
    }
    case 'run':
      return <RunPage key={at.run} run={at.run} tab={at.tab} />;
    case 'compare':
      return <Compare />;
    case 'unknown':
      return (
        <Empty>
          <h1>There is no such page</h1>
          <p>
            See the <a href="/">projects</a> or <a href="/runs">all runs</a>.
          </p>
        </Empty>
      );
  }
}

startRouter();
render(
  <Frame>
    <Page />
  </Frame>,
  document.getElementById('app')!,
);
