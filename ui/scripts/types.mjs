// Writes src/api-types.ts from the server's OpenAPI document; with --check only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../../protocol/rest/src/main/resources/dev/assay/protocol/rest/openapi.json', import.meta.url);
const target = new URL('../src/api-types.ts', import.meta.url);
// Two of the document's names mean something else in the language.
const RENAMED = { Number: 'Numeric', Error: 'ErrorBody' };

const nameOf = (name) => RENAMED[name] ?? name;
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

function typeOf(schema, indent) {
  if (schema.$ref) return nameOf(schema.$ref.split('/').at(-1));
  if (schema.oneOf) return schema.oneOf.map((one) => typeOf(one, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array') return `Array<${typeOf(schema.items, indent)}>`;
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'string') return 'string';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.properties) return objectOf(schema, indent);
  if (schema.additionalProperties) return `Record<string, ${typeOf(schema.additionalProperties, indent)}>`;
  return 'unknown';
}

function objectOf(schema, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${inner}${key(name)}${optional}: ${typeOf(property, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

const document = JSON.parse(readFileSync(source, 'utf8'));
const types = Object.entries(document.components.schemas).map(
  ([name, schema]) => `export type ${nameOf(name)} = ${typeOf(schema, '')};\n`,
);
const text = `// Made from the server's openapi.json by 'npm run types'. Do not edit.\n\n${types.join('\n')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error("src/api-types.ts does not fit openapi.json: run 'npm run types' in ui/ and commit the result.");
  process.exit(1);
}
