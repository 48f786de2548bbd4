import ts from 'typescript';

/** A parsed source file with what the rules ask about it. */
export interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly file: ts.SourceFile;
  /** Every name the file binds itself: such a name is not the global one. */
  readonly bound: ReadonlySet<string>;
}

export function parse(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const bound = new Set<string>();
  visit(file, (node) => {
    const name = ts.isImportClause(node) || isBinding(node) ? node.name : undefined;
    if (name && ts.isIdentifier(name)) bound.add(name.text);
  });
  return { path, file, bound };
}

/** Calls `each` on the node and everything in it. */
export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

function isBinding(node: ts.Node): node is ts.NamedDeclaration {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node)
  );
}

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

/** The name of the global this node reads as a value, also by way of `globalThis`; else undefined. */
export function globalRead(node: ts.Node, source: Source): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const { expression, name } = node;
    return ts.isIdentifier(expression) && GLOBAL_OBJECTS.has(expression.text) ? name.text : undefined;
  }
  if (!ts.isIdentifier(node) || source.bound.has(node.text) || isName(node) || isType(node)) return undefined;
  return node.text;
}

/** Names a member or a declaration instead of reading a variable. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
    return (ts.isPropertyAccessExpression(parent) ? parent.name : parent.right) === node;
  }
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  // A declaration's `name` is a name; its initializer is a value.
  return 'name' in parent && parent.name === node;
}

function isType(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isTypeNode(at) && !ts.isExpressionWithTypeArguments(at)) return true;
    if (ts.isStatement(at)) return ts.isTypeAliasDeclaration(at) || ts.isInterfaceDeclaration(at);
  }
  return false;
}

/** `name` of `object.name`, when `object` is this global; else undefined. */
export function memberOf(object: string, node: ts.Node, source: Source): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || globalRead(node.expression, source) !== object)
    return undefined;
  return node.name.text;
}

/** What a static or dynamic import, or a re-export, asks for; else undefined. */
export function specifier(node: ts.Node): string | undefined {
  const text = (at: ts.Node | undefined) => (at && ts.isStringLiteralLike(at) ? at.text : undefined);
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return text(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return text(node.arguments[0]);
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
    ? text(node.argument.literal)
    : undefined;
}
