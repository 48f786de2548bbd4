import { z } from 'zod';

/** What the page reads of the document; the rest passes by. */
const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: z.unknown().optional(),
});
const content = z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional();
const operation = z.object({
  tags: z.array(z.string()).default(['other']),
  summary: z.string().default(''),
  description: z.string().default('For everybody.'),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string().default(''), content })).default({}),
});
const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().default('') }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});
type Operation = z.infer<typeof operation> & { readonly method: string; readonly path: string };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (value: string): string => value.replaceAll(/[&<>"']/g, (each) => ENTITIES[each] ?? each);
const anchor = (name: string): string => text(name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));

function schemaBlock(title: string, schema: unknown): string {
  if (schema === undefined) return '';
  return `<details><summary>${text(title)}</summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function parameterTable(parameters: Operation['parameters']): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: where, required, schema }) =>
      `<tr><td><code>${text(name)}</code></td><td>${text(where)}${required ? ', required' : ''}</td>` +
      `<td><code>${text(JSON.stringify(schema ?? {}))}</code></td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">Form</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function operationBlock({ method, path, summary, description, parameters, ...rest }: Operation): string {
  const body = schemaBlock('Request body', rest.requestBody?.content?.['application/json']?.schema);
  const answers = Object.entries(rest.responses).map(([status, answer]) =>
    schemaBlock(`Answer ${status}`, answer.content?.['application/json']?.schema),
  );
  return `<article id="${anchor(`${method} ${path}`)}">
<h3><span class="method">${method.toUpperCase()}</span><code>${text(path)}</code></h3>
<p>${text(summary)}</p><p class="quiet">${text(description.replaceAll('`', ''))}</p>
${parameterTable(parameters)}${body}${answers.join('')}</article>`;
}

/** The document as one page of HTML without any script, so that it works under the strictest policy. */
export function docsPage(openApi: unknown): string {
  const { info, paths, components } = document.parse(openApi);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): Operation => ({ ...each, method, path })),
  );
  const tags = [...new Set(operations.map(({ tags }) => tags[0] ?? 'other'))].sort();
  const sections = tags.map((tag) => {
    const own = operations.filter(({ tags }) => tags[0] === tag).map(operationBlock);
    return `<section><h2 id="${anchor(tag)}">${text(tag)}</h2>${own.join('\n')}</section>`;
  });
  const records = Object.entries(components.schemas).map(([name, schema]) => schemaBlock(name, schema));
  const links = [...tags, 'records'].map((tag) => `<li><a href="#${anchor(tag)}">${text(tag)}</a></li>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)}: API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><div class="frame"><nav aria-label="Groups"><ul>${links.join('')}</ul></nav>
<main><h1>${text(info.title)}: API ${text(info.version)}</h1>
<p class="about">${text(info.description.replaceAll('`', ''))}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>
${sections.join('\n')}
<section><h2 id="records">Records</h2>${records.join('\n')}</section></main></div></body></html>
`;
}
