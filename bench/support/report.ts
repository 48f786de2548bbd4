/** What a benchmark found. Every ratio compares with a limit or a peer measured in the same run. */
export interface Report {
  readonly bench: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
  /** What each ratio or figure named here may be at most, or between. */
  readonly aims: Readonly<Record<string, Aim>>;
}

export type Aim = { readonly atMost: number } | { readonly between: readonly [number, number] };

/** Whether every aim is met. An aim whose value was not measured is missed. */
export function isMet({ figures, ratios, aims }: Report): boolean {
  const all = { ...figures, ...ratios };
  return Object.entries(aims).every(([name, aim]) => meets(all[name], aim));
}

function meets(value: number | undefined, aim: Aim): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.between[0] && value <= aim.between[1];
}

/** Prints the report: a table, or with `--json` one line. Returns whether all aims are met. */
export function print(report: Report, json = process.argv.includes('--json')): boolean {
  const met = isMet(report);
  console.log(json ? JSON.stringify({ ...report, met }) : table(report).join('\n'));
  return met;
}

/** The report for people, line by line. */
export function table({ bench, figures, ratios, aims }: Report): string[] {
  const row = (kind: string, name: string, value: number): string[] => {
    const aim = aims[name];
    const verdict = aim ? [words(aim), meets(value, aim) ? 'met' : 'MISSED'] : ['', ''];
    return [kind, name, rounded(value), ...verdict];
  };
  const rows = [
    ['', '', 'value', 'aim', ''],
    ...Object.entries(figures).map(([name, value]) => row('figure', name, value)),
    ...Object.entries(ratios).map(([name, value]) => row('ratio', name, value)),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 2 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [bench, ...rows.map((cells) => `  ${line(cells)}`)];
}

const words = (aim: Aim): string =>
  'atMost' in aim ? `≤ ${aim.atMost}` : `${aim.between[0]} – ${aim.between[1]}`;

const rounded = (value: number): string => String(Number(value.toPrecision(value >= 100 ? 4 : 3)));

/** The value that at least `share` of the values do not exceed (nearest rank); NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
