import { StateTag } from "../fields/value.tsx";
import type { Approval } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useTitles } from "../lib/titles.ts";
import { type Say, useWords, type WordKey } from "../words/index.ts";

type Step = Approval["steps"][number];

const STEPS: Record<Step["state"], { word: WordKey; tone: string }> = {
  waiting: { word: "approval.later", tone: "over" },
  pending: { word: "approval.turn", tone: "claimable" },
  approved: { word: "approval.agreed", tone: "approved" },
  rejected: { word: "approval.refused", tone: "failed" },
};

export const APPROVAL_WORDS: Record<Approval["state"], WordKey> = {
  pending: "approval.pending",
  approved: "approval.agreed",
  rejected: "approval.refused",
  withdrawn: "approval.withdrawn",
  lapsed: "approval.lapsed",
};

/** The roles that every tenant has; one of its own is called what it is. */
const ROLES: Readonly<Record<string, WordKey>> = {
  admin: "role.admin",
  manager: "role.manager",
  sales: "role.sales",
  finance: "role.finance",
  marketing: "role.marketing",
  service: "role.service",
};

/** Who is to agree: `user:<id>`, `role:<name>` or the manager. */
function whoIn(by: string, nameOf: (id: unknown) => string, t: Say): string {
  const [kind, ...rest] = by.split(":");
  const name = rest.join(":");
  if (kind === "user") return nameOf(name);
  if (kind !== "role") return t("approval.manager");
  const role = ROLES[name];
  return t("approval.role", { role: role ? t(role) : name });
}

/** The steps of an approval one after the other: who agreed, whose turn it is, who comes then. */
export function Way({ approval }: { approval: Approval }) {
  const t = useWords();
  const formats = useFormats();
  const people = approval.steps.flatMap(({ by, turn, decidedBy, onBehalfOf }) => [
    ...[by, turn].map((one) => one?.replace(/^user:/, "")),
    ...[decidedBy, onBehalfOf],
  ]);
  const nameOf = useTitles([...people, approval.ownerId]);
  return (
    <ol className="way">
      <li>
        <StateTag value="done" label={t("approval.asked")} /> <bdi>{nameOf(approval.ownerId)}</bdi>{" "}
        <time className="faint" dateTime={approval.createdAt}>
          {formats.instant(approval.createdAt)}
        </time>
      </li>
      {approval.steps.map((step, n) => {
        const { word, tone } = STEPS[step.state];
        const who = step.decidedBy ? nameOf(step.decidedBy) : whoIn(step.turn ?? step.by, nameOf, t);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <li key={n} aria-current={step.state === "pending" ? "step" : undefined}>
            <StateTag value={tone} label={t(word)} /> <bdi>{who}</bdi>{" "}
            {step.onBehalfOf && (
              <span className="faint">{t("approval.behalf", { name: nameOf(step.onBehalfOf) })} </span>
            )}
            {step.decidedAt && (
              <time className="faint" dateTime={step.decidedAt}>
                {formats.instant(step.decidedAt)}
              </time>
            )}
            {step.comment && (
              <p className="said">
                <bdi>{step.comment}</bdi>
              </p>
            )}
          </li>
        );
      })}
      {approval.reason && (
        <li>
          <StateTag value="failed" label={t(APPROVAL_WORDS[approval.state])} />{" "}
          <bdi className="text">{approval.reason}</bdi>
        </li>
      )}
    </ol>
  );
}
