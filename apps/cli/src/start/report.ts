import type { Terminal } from '../terminal.ts';
import type { Ready } from './launch.ts';

/** The one line for scripts (`--json`); its fields are described in docs/guides/operator.md. */
export function readyLine({ url, certificates, demo, children }: Ready): string {
  return JSON.stringify({
    ready: true,
    url,
    pages: pagesAt(url),
    pid: process.pid,
    demo,
    ca: certificates.authority,
    children,
  });
}

/** What a person sees when everything runs. */
export function showReady(terminal: Terminal, ready: Ready, seconds: number): void {
  const { url, demo, certificates } = ready;
  const pages = pagesAt(url);
  const link = (text: string): string => terminal.paint(['underline', 'cyan'], text);
  terminal.line();
  terminal.line(
    terminal.paint(['bold', 'green'], `Remote Expert Manager is ready (${seconds.toFixed(1)} s)`),
  );
  terminal.line();
  terminal.line(`  Customer        ${link(pages.customer)}`);
  terminal.line(`  Agent desktop   ${link(pages.desk)}`);
  terminal.line(`  Admin console   ${link(pages.console)}`);
  terminal.line();
  showAccounts(terminal, demo);
  terminal.line(`  The browser will ask about the certificate, until it trusts ${certificates.authority}`);
  terminal.line(`  (SHA-256 ${certificates.authorityFingerprint}; see docs/guides/operator.md)`);
  terminal.line();
  terminal.line('  Ctrl-C stops everything.');
}

function showAccounts(terminal: Terminal, demo: Ready['demo']): void {
  if (demo.accounts.length === 0 && demo.password === undefined) return;
  const roles = [...new Set(demo.accounts.map(({ role }) => role))];
  if (roles.length > 0) terminal.line('  Accounts to try:');
  for (const role of roles) {
    const names = demo.accounts.filter((account) => account.role === role).map(({ name }) => name);
    const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
    terminal.line(`    ${role.padEnd(14)}${names.slice(0, 4).join(', ')}${more}`);
  }
  if (demo.password !== undefined) {
    const note = terminal.paint('dim', '(shown this once)');
    terminal.line(`  Password of all: ${terminal.paint('bold', demo.password)}  ${note}`);
  }
  terminal.line();
}

function pagesAt(url: string): { customer: string; desk: string; console: string } {
  return { customer: `${url}/`, desk: `${url}/desk`, console: `${url}/console` };
}
