/** Languages that people are asked about most; ISO 639-1. */
const common = [
  ...['ar', 'bg', 'bn', 'bs', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'ga', 'he'],
  ...['hi', 'hr', 'hu', 'hy', 'id', 'is', 'it', 'ja', 'ka', 'ko', 'ku', 'lb', 'lt', 'lv', 'mk', 'ms', 'mt'],
  ...['nl', 'no', 'pl', 'ps', 'pt', 'ro', 'ru', 'sk', 'sl', 'so', 'sq', 'sr', 'sv', 'sw', 'ta', 'th', 'ti'],
  ...['tl', 'tr', 'uk', 'ur', 'vi', 'zh'],
] as const;

/** What can be chosen as a spoken language: the usual ones and those that are chosen already. */
export function spokenLanguages(chosen: readonly string[]): readonly string[] {
  return [...new Set([...common, ...chosen])];
}
