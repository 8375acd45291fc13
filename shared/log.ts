/** Structured log lines: one JSON object a line, so that CloudWatch Insights can filter them. Never a secret or a body. */
export type LogFields = Record<string, string | number | boolean | undefined>;
/** A line whose fields are also metrics, in CloudWatch's embedded format. */
export type Measured = {
  _aws?: { Timestamp: number; CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: object[] }[] };
};

type Level = "info" | "warn" | "error";

function write(level: Level, message: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

let sink: typeof write = write;

export const log = {
  info: (message: string, fields: LogFields | Measured = {}): void => sink("info", message, fields),
  warn: (message: string, fields: LogFields = {}): void => sink("warn", message, fields),
  error: (message: string, fields: LogFields = {}): void => sink("error", message, fields),
};

/** Sends log lines elsewhere (a file of the local stack, a list in a test). */
export function setLogSink(next: typeof write): void {
  sink = next;
}

/** An error as a log line may show it: its name and message, and for what nobody expected its stack. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, stack: error.stack };
}
