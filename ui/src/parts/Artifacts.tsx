import { useSignal } from '@preact/signals';
import * as api from '../api';
import type { Artifact } from '../api-types';
import { parse } from '../csv';
import { bytes, moment, naturally, whole } from '../format';
import { fileLink } from '../links';
import { useLoaded } from '../loaded';
import { query, setQuery } from '../router';
import { Copy, Empty, Trouble } from './Bits';
import { contentOf, tree, type Folder } from './files';

const TEXT_BYTES_MAX = 256 * 1024;
const IMAGE_BYTES_MAX = 20 * 1024 * 1024;
const TABLE_ROWS_MAX = 200;
const TABLE_COLUMNS_MAX = 50;
const FILES_SHOWN_MAX = 1000;

/** The files of a run and a look into one of them; nothing of it is ever executed. */
export function Artifacts({ run }: { run: string }) {
  const loaded = useLoaded(`artifacts ${run}`, (signal) => api.artifacts(run, signal));
  const { value, error } = loaded.value;
  if (error && !value) return <Trouble error={error} what="The files could not be read." />;
  if (!value) return <p class="loading">Reading files …</p>;
  if (value.artifacts.length === 0) return <Empty>This run left no files. mlflow.log_artifact adds some.</Empty>;
  const chosen = value.artifacts.find((file) => file.path === query.value.get('file')) ?? null;
  const total = value.artifacts.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <div class="files">
      <section class="card" aria-label="Files">
        <p class="note">
          {whole(value.artifacts.length)} {value.artifacts.length === 1 ? 'file' : 'files'}, {bytes(total)}
        </p>
        <Tree folder={tree(value.artifacts)} chosen={chosen?.path ?? ''} />
      </section>
      <section class="card preview" aria-label="Preview">
        {chosen ? <Preview key={chosen.path + chosen.sha256} run={run} file={chosen} /> : <p class="note">Choose a file to look into it.</p>}
      </section>
    </div>
  );
}

function Tree({ folder, chosen }: { folder: Folder; chosen: string }) {
  const folders = [...folder.folders.values()].sort((a, b) => naturally(a.name, b.name));
  const files = [...folder.files].sort((a, b) => naturally(a.path, b.path));
  return (
    <ul class="tree">
      {folders.map((inner) => (
        <li key={inner.path}>
          <FolderRow folder={inner} chosen={chosen} />
        </li>
      ))}
      {files.slice(0, FILES_SHOWN_MAX).map((file) => (
        <li key={file.path}>
          <button class="file" aria-pressed={file.path === chosen} onClick={() => setQuery({ file: file.path })} title={file.path}>
            <span class="cut">{file.path.slice(file.path.lastIndexOf('/') + 1)}</span>
            <span class="note">{bytes(file.sizeBytes)}</span>
          </button>
        </li>
      ))}
      {files.length > FILES_SHOWN_MAX && <li class="note">and {whole(files.length - FILES_SHOWN_MAX)} more files</li>}
    </ul>
  );
}

function FolderRow({ folder, chosen }: { folder: Folder; chosen: string }) {
  const open = useSignal(chosen.startsWith(`${folder.path}/`) || folder.count <= 20);
  return (
    <details open={open.value} onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>
        {folder.name}/ <span class="note">{whole(folder.count)}</span>
      </summary>
      {open.value && <Tree folder={folder} chosen={chosen} />}
    </details>
  );
}

function Preview({ run, file }: { run: string; file: Artifact }) {
  const link = fileLink(run, file.path);
  return (
    <>
      <div class="card-head">
        <h2 class="wrap">{file.path}</h2>
        <a class="button" href={link} download={file.path.slice(file.path.lastIndexOf('/') + 1)}>
          Download
        </a>
      </div>
      <p class="note">
        {bytes(file.sizeBytes)}, version {file.version}, {moment(file.createdAt, Date.now())}, SHA-256 <span class="mono">{file.sha256.slice(0, 8)}</span> <Copy text={file.sha256} label="the digest" />
      </p>
      <Content file={file} link={link} />
    </>
  );
}

function Content({ file, link }: { file: Artifact; link: string }) {
  const content = contentOf(file.path);
  if (content === 'image') {
    // In an image, scripts and links of an SVG are dead.
    return file.sizeBytes <= IMAGE_BYTES_MAX ? <img class="picture" src={link} alt={file.path} /> : <p class="note">Too large to show; download it.</p>;
  }
  if (content === 'none') return <p class="note">There is no preview of such files.</p>;
  return <TextContent file={file} link={link} separator={content === 'csv' ? ',' : content === 'tsv' ? '\t' : null} />;
}

function TextContent({ file, link, separator }: { file: Artifact; link: string; separator: string | null }) {
  const loaded = useLoaded(link, (signal) => (file.sizeBytes === 0 ? Promise.resolve('') : api.fileHead(link, TEXT_BYTES_MAX, signal)));
  const { value, error } = loaded.value;
  if (error) return <Trouble error={error} what="The file could not be read." />;
  if (value === null) return <p class="loading">Reading …</p>;
  const cut = file.sizeBytes > TEXT_BYTES_MAX;
  return (
    <>
      {cut && <p class="note">The first {bytes(TEXT_BYTES_MAX)} of {bytes(file.sizeBytes)}.</p>}
      {separator ? (
        <TableContent rows={parse(value, separator, TABLE_ROWS_MAX + 1)} />
      ) : (
        <pre class="text" tabIndex={0}>
          {value}
        </pre>
      )}
    </>
  );
}

function TableContent({ rows }: { rows: string[][] }) {
  const [head = [], ...body] = rows;
  const narrow = (row: string[]) => row.slice(0, TABLE_COLUMNS_MAX);
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Table">
      <table class="plain">
        <thead>
          <tr>
            {narrow(head).map((cell, i) => (
              <th scope="col" key={i}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={i}>
              {narrow(row).map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {(body.length >= TABLE_ROWS_MAX || head.length > TABLE_COLUMNS_MAX) && <p class="note">The first {TABLE_ROWS_MAX} rows and {TABLE_COLUMNS_MAX} columns.</p>}
    </div>
  );
}
