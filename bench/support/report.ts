/** What a benchmark found. Every ratio compares with a limit or a peer measured in the same run. */
export interface Report {
  readonly bench: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
  /** What each ratio or figure named here may be at most, or between. */
  readonly aims: Readonly<Record<string, Aim>>;
}

export type Aim = { readonly atMost: number } | { readonly between: readonly [number, number] };

function meets(value: number | undefined, aim: Aim): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.between[0] && value <= aim.between[1];
}

const words = (aim: Aim) => ('atMost' in aim ? `≤ ${aim.atMost}` : `${aim.between[0]} – ${aim.between[1]}`);

const round = (value: number): number => Number(value.toPrecision(value >= 100 ? 4 : 3));

/** Prints the report: a table, or with `--json` one line. Returns whether all aims are met. */
export function print(report: Report, json = process.argv.includes('--json')): boolean {
  const { bench, figures, ratios, aims } = report;
  const all = { ...figures, ...ratios };
  const met = Object.entries(aims).every(([name, aim]) => meets(all[name], aim));
  if (json) {
    console.log(JSON.stringify({ bench, figures, ratios, aims, met }));
    return met;
  }
  const rows = Object.entries(all).map(([name, value]) => {
    const aim = aims[name];
    return [
      name,
      String(round(value)),
      aim ? words(aim) : '',
      aim ? (meets(value, aim) ? 'met' : 'MISSED') : '',
    ];
  });
  const table = [['figure', 'value', 'aim', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${bench}`);
  for (const row of table) {
    console.log(
      `  ${row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`,
    );
  }
  return met;
}

/** The value below which `share` of the values lie; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
