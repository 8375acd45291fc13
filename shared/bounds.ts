const COMPARE: Readonly<Record<string, (figure: number, value: number) => boolean>> = {
  gt: (figure, value) => figure > value,
  gte: (figure, value) => figure >= value,
  lt: (figure, value) => figure < value,
  lte: (figure, value) => figure <= value,
};

/** Whether a figure passes a bound; what is not known passes none. */
export const passes = (op: string, figure: number | null, value: number): boolean =>
  figure !== null && (COMPARE[op]?.(figure, value) ?? false);
