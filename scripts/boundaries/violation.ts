/** One place where the house is not as its rules say. */
export interface Violation {
  /** The rule's name, as in the list of `docs/architecture.md`. */
  readonly rule: string;
  /** `path` or `path:line`, from the root. */
  readonly where: string;
  readonly what: string;
  /** Why the rule is there. */
  readonly reason: string;
}
