/** A possible explanation for a person to confirm. */
export type StoredSuggestion = {
  accountId: string;
  allocations: { receivableId: string; amountMinor: number }[];
  score: number;
  reason: string;
};

/** Why a line was decided as it was, as it is kept with the line. */
export type StoredProof = {
  rule: string;
  policy: number;
  step: string;
  why: string;
  signals: string[];
  rivals: string[];
  suggestions: StoredSuggestion[];
};

/** A proof as a list without names: it stands in every line, and names would take a bank line past one write unit. */
export function packProof({ rule, policy, step, why, signals, rivals, suggestions }: StoredProof): string {
  const parts = [rule, policy, step, why, signals, rivals];
  return JSON.stringify(suggestions.length > 0 ? [...parts, suggestions] : parts);
}

/** The proof of a stored line; `undefined` for a line that nobody has decided yet, or a person alone. */
export function unpackProof(packed: string | undefined): StoredProof | undefined {
  if (packed === undefined) return undefined;
  const [rule, policy, step, why, signals, rivals, suggestions = []] = JSON.parse(packed);
  return { rule, policy, step, why, signals, rivals, suggestions };
}
