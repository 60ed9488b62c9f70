import { useSignal } from '@preact/signals';

interface Props {
  text: string;
  error: Error | null;
  onQuery(text: string): void;
}

const EXAMPLES = [
  "status = 'FINISHED' and params.model LIKE 'vit%'",
  'max(metrics.`val/accuracy`) > 0.9 and min(metrics.`val/loss`) < 0.5',
  "run_name LIKE '%resnet%' or (tags.team = 'vision' and params.seed != '1')",
];

/** Where in the query the server found what it could not read. */
function Place({ text, message }: { text: string; message: string }) {
  const at = Number(/\(at character (\d+)\)/.exec(message)?.[1] ?? 0) - 1;
  if (at < 0) return null;
  return (
    <code class="place">
      {text.slice(0, at)}
      <mark>{text.slice(at) || '␣'}</mark>
    </code>
  );
}

/** The condition on runs, in the server's language; what it refuses stands below, in its words. */
export function QueryBar({ text, error, onQuery }: Props) {
  const draft = useSignal(text);
  const help = useSignal(false);
  const submit = (event: Event) => {
    event.preventDefault();
    onQuery(draft.value.trim());
  };
  return (
    <form class="query" onSubmit={submit} role="search">
      <div class="bar">
        <input
          class="wide mono"
          aria-label="Query"
          aria-invalid={error !== null}
          aria-describedby={error ? 'query-error' : undefined}
          placeholder="Query, for example metrics.accuracy > 0.9 and params.model = 'svc'"
          value={draft.value}
          spellcheck={false}
          onInput={(e) => (draft.value = e.currentTarget.value)}
        />
        <button type="submit">Search</button>
        {text && (
          <button type="button" onClick={() => onQuery('')}>
            Clear
          </button>
        )}
        <button type="button" aria-expanded={help.value} onClick={() => (help.value = !help.value)}>
          Help
        </button>
      </div>
      {error && (
        <p class="notice bad" id="query-error" role="alert">
          {error.message}
          <Place text={text} message={error.message} />
        </p>
      )}
      {help.value && (
        <div class="card help">
          <p>
            Fields: <code>metrics.KEY</code> (the last value), <code>min(metrics.KEY)</code>, <code>max(metrics.KEY)</code>, <code>params.KEY</code>, <code>tags.KEY</code>, <code>run_name</code>, <code>run_id</code>, <code>status</code>,{' '}
            <code>user_id</code>, <code>start_time</code>, <code>end_time</code>, <code>dataset.name</code>. A key with other characters than letters, digits and dots stands in backquotes. Operators: <code>= != &lt; &lt;= &gt; &gt;= LIKE ILIKE IN IS NULL</code>, joined by{' '}
            <code>and</code>, <code>or</code> and parentheses. Params and tags are texts, in quotes.
          </p>
          <ul>
            {EXAMPLES.map((example) => (
              <li key={example}>
                <button type="button" class="small mono" onClick={() => (draft.value = example)}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
