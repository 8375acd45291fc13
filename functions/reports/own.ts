import { dailyReceipts } from "./daily.ts";
import { renewalFigures } from "./renewals.ts";
import type { Report } from "./run.ts";
import type { ReportName } from "./schema.ts";

const OWN: Readonly<Record<ReportName, Report>> = { dailyReceipts, renewalFigures };

/** A report that the product tells without the engine; nothing where the name is of another. */
export const ownReport = (name: string | undefined): Report | undefined =>
  name !== undefined && Object.hasOwn(OWN, name) ? OWN[name as ReportName] : undefined;
