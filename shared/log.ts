/** Structured log lines: one JSON object a line, so that CloudWatch Insights can filter them. Never a secret or a body. */
export type LogFields = Record<string, string | number | boolean | undefined>;
/** What CloudWatch takes metrics from a line by: their names and units, and the fields that tell them apart. */
type Measures = { namespace: string; at: Date; dimensions: string[]; units: Record<string, "Count" | "Milliseconds"> };

type Level = "info" | "warn" | "error";

function write(level: Level, message: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

let sink: typeof write = write;

export const log = {
  info: (message: string, fields: LogFields = {}): void => sink("info", message, fields),
  warn: (message: string, fields: LogFields = {}): void => sink("warn", message, fields),
  error: (message: string, fields: LogFields = {}): void => sink("error", message, fields),
  /** A line whose fields are also metrics, in CloudWatch's embedded format. */
  measured: (message: string, fields: LogFields, { namespace, at, dimensions, units }: Measures): void => {
    const Metrics = Object.entries(units).map(([Name, Unit]) => ({ Name, Unit }));
    const CloudWatchMetrics = [{ Namespace: namespace, Dimensions: [dimensions], Metrics }];
    sink("info", message, { ...fields, _aws: { Timestamp: at.getTime(), CloudWatchMetrics } });
  },
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
