import { type Flow, flows } from '@rem/ports';
import ts from 'typescript';

/** From here on a number that equals a port of the catalogue is taken for one wherever it stands. */
const TELLING = 1_024;

const declared: readonly Flow[] = Object.values(flows);
const single = new Set(declared.flatMap(({ port }) => (typeof port === 'number' ? [port] : [])));
const all = new Set(declared.flatMap(({ port }) => (typeof port === 'number' ? [port] : [...port])));

/**
 * A port of the catalogue written as a number or in an address. Small numbers and the ends of ranges mean other
 * things too (443 ms, 16,384 bytes), so they count only where the name beside them speaks of a port.
 */
export function portLiteral(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    const port = (single.has(value) && value >= TELLING) || (all.has(value) && isCalledPort(node));
    return port ? `has port ${value} as a number` : undefined;
  }
  if (!ts.isStringLiteralLike(node) && !isTemplatePart(node)) return undefined;
  // What stands before the rest of a template is an expression: a host, for all that can be seen.
  const text = ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? `x${node.text}` : node.text;
  const found = [...text.matchAll(/(?<=[\w\]]):(\d{4,5})(?!\d)|^:?(\d{4,5})$/g)]
    .map(([, inAddress, alone]) => Number(inAddress ?? alone))
    .find((value) => value >= TELLING && single.has(value));
  return found ? `has port ${found} in a text` : undefined;
}

function isTemplatePart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** Whether a declaration, property, parameter or comparison around the number names a port. */
function isCalledPort(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isStatement(at) && !ts.isFunctionLike(at); at = at.parent) {
    const name =
      ts.isVariableDeclaration(at) ||
      ts.isPropertyAssignment(at) ||
      ts.isParameter(at) ||
      ts.isPropertyDeclaration(at)
        ? at.name
        : ts.isBinaryExpression(at)
          ? at.left
          : undefined;
    if (name) return /port/i.test(name.getText());
  }
  return false;
}
