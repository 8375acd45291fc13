import { App, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { idsIn, StateTag } from "../fields/value.tsx";
import { callPath, type GetLeadsByIdDuplicatesReplyPage, type GetLeadsByIdMergesReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { NounView, Row } from "../lib/nouns.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Problem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";

const MergeDialog = lazy(() => import("./dialog.tsx"));

type Duplicate = GetLeadsByIdDuplicatesReplyPage["items"][number];
type Merge = GetLeadsByIdMergesReplyPage["items"][number];

const REASONS: Readonly<Record<string, WordKey>> = {
  email: "likeness.email",
  phone: "likeness.phone",
  registrationNo: "likeness.registrationNo",
  company: "likeness.company",
  name: "likeness.name",
  person: "likeness.person",
  pinyin: "likeness.pinyin",
  place: "likeness.place",
};
const STATES: Record<Merge["state"], WordKey> = {
  done: "merge.state.done",
  moving: "merge.state.moving",
  undoing: "merge.state.undoing",
  undone: "merge.state.undone",
  refused: "merge.state.refused",
  halted: "merge.state.halted",
};

/** Whether records of a noun can become one, and the caller may do that. */
export const merges = (of: NounView): boolean => of.actions.some(({ name, allowed }) => name === "merge" && allowed);

type ListProps = { of: NounView; id: string; found: readonly Duplicate[]; done?: (targetId: string) => void };

/** Who else a record may be, each with the reasons and, where it is of the same noun, the way to make one of the two. */
export function DuplicateList({ of, id, found, done }: ListProps) {
  const t = useWords();
  const [asked, setAsked] = useState<string>();
  return (
    <>
      <ul className="rows">
        {found.map((one) => (
          <li key={one.id}>
            <div>
              <Link to={one.noun === "lead" ? `/inbox/${one.id}` : `/r/${one.noun}/${one.id}`}>
                <bdi>{one.title}</bdi>
              </Link>
              <p className="faint">
                {one.reasons.map(({ kind }) => (REASONS[kind] ? t(REASONS[kind]) : kind)).join(" · ")}
              </p>
            </div>
            {one.noun === of.noun && merges(of) && (
              <Button aria-label={t("merge.withOf", { what: one.title })} onClick={() => setAsked(one.id)}>
                {t("merge.do")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Suspense>
          <MergeDialog of={of} ids={[id, asked]} close={() => setAsked(undefined)} done={done} />
        </Suspense>
      )}
    </>
  );
}

/** What was merged into a record so far, each with the way back. */
function Merges({ of, id }: { of: NounView; id: string }) {
  const t = useWords();
  const formats = useFormats();
  const { message, modal } = App.useApp();
  const { data, error, refetch } = useRead<GetLeadsByIdMergesReplyPage>(`${of.path}/${id}/merges`);
  const nameOf = useTitles(idsIn(data?.items.map(({ fromIds }) => fromIds)));
  const undo = useAct(
    (mergeId: string) => callPath<Row & { merge: Merge }>("POST", `${of.path}/${id}/unmerge`, { body: { mergeId } }),
    ({ merge: { kept = [] } }) => {
      void message.success(kept.length > 0 ? t("merge.undoneKept", { count: kept.length }) : t("merge.undone"));
    },
  );
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (data?.items.length === 0) return <p className="faint">{t("merge.none")}</p>;
  const ask = (mergeId: string): void =>
    void modal.confirm({
      title: t("merge.undo"),
      content: t("merge.sure"),
      okText: t("merge.undo"),
      onOk: () => undo.mutateAsync(mergeId).catch((fault: Error) => void message.error(fault.message)),
    });
  return (
    <ul className="rows">
      {data?.items.map(({ id: mergeId, state, createdAt, fromIds, obstacle, problem }) => (
        <li key={mergeId}>
          <div>
            <StateTag value={state} label={t(STATES[state])} /> <bdi>{fromIds.map(nameOf).join(", ")}</bdi>
            <p className="faint">{formats.instant(createdAt)}</p>
            {(obstacle ?? problem) && <p className="bad">{(obstacle ?? problem)?.detail}</p>}
          </div>
          {(state === "done" || state === "halted") && merges(of) && (
            <Button loading={undo.isPending} onClick={() => ask(mergeId)}>
              {t("merge.undo")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Found({ of, id, done }: Omit<ListProps, "found">) {
  const t = useWords();
  const { data, error, refetch } = useRead<GetLeadsByIdDuplicatesReplyPage>(`${of.path}/${id}/duplicates`);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return null;
  if (data.items.length === 0) return <p className="faint">{t("merge.noDuplicates")}</p>;
  return <DuplicateList of={of} id={id} found={data.items} done={done} />;
}

/** Duplicates of a record and what was merged into it; either is asked for where somebody wants to see it. */
export function Sameness({ of, id, isOpen, done }: Omit<ListProps, "found"> & { isOpen?: boolean }) {
  const t = useWords();
  const [shown, setShown] = useState({ found: isOpen === true, past: false });
  return (
    <section className="panel">
      <details
        open={isOpen}
        onToggle={({ currentTarget: { open } }) => open && setShown((before) => ({ ...before, found: true }))}
      >
        <summary>{t("inbox.duplicates")}</summary>
        {shown.found && <Found of={of} id={id} done={done} />}
      </details>
      <details onToggle={({ currentTarget: { open } }) => open && setShown((before) => ({ ...before, past: true }))}>
        <summary>{t("merge.past")}</summary>
        {shown.past && <Merges of={of} id={id} />}
      </details>
    </section>
  );
}
