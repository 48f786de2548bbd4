// Where editors and dependency-cruiser's own commands look; `./rem check` runs scripts/boundaries/check.ts.
export { dependencyRules as default } from './scripts/boundaries/dependency-rules.ts';
