import { App, Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ReferenceInput } from "../fields/reference.tsx";
import { callPath } from "../lib/api.ts";
import type { Row } from "../lib/nouns.ts";
import { useAct, useMe } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

/** Ends somebody's access at once and hands all that is theirs to an heir, as a job. */
function OffboardDialog({ person, close }: { person: Row; close: () => void }) {
  const t = useWords();
  const go = useNavigate();
  const [to, setTo] = useState<string>();
  const run = useAct(
    () =>
      callPath<{ id: string }>("POST", `/v1/users/${person.id}/offboard`, { body: { to }, ifMatch: person.version }),
    ({ id }) => void go(`/jobs/${id}`),
  );
  return (
    <Dialog
      open
      title={t("person.offboardOf", { name: String(person.name) })}
      okText={t("person.offboard")}
      okButtonProps={{ disabled: !to }}
      confirmLoading={run.isPending}
      onOk={() => run.mutate()}
      onCancel={close}
    >
      <div className="stack">
        <p>{t("person.offboardWhat")}</p>
        <span>{t("person.heir")}</span>
        <ReferenceInput noun="user" label={t("person.heir")} value={to} onChange={(id) => setTo(id as string)} />
        {run.error && <Problem error={run.error} />}
      </div>
    </Dialog>
  );
}

/** What an administrator does about somebody: a further invitation, an end to all sign-ins, and the way out. */
export function PersonActions({ person }: { person: Row }) {
  const t = useWords();
  const { message } = App.useApp();
  const { data: me } = useMe();
  const [leaving, setLeaving] = useState(false);
  const name = String(person.name);
  const act = useAct(
    (action: "invite" | "sign-out") =>
      callPath("POST", `/v1/users/${person.id}/${action}`, { ifMatch: person.version }),
    () => void message.success(t("person.done")),
  );
  const run = (action: "invite" | "sign-out"): void =>
    act.mutate(action, { onError: (fault) => void message.error(fault.message) });
  return (
    <>
      {Boolean(person.email) && (
        <Button size="small" aria-label={`${t("person.invite")}: ${name}`} onClick={() => run("invite")}>
          {t("person.invite")}
        </Button>
      )}
      <Button size="small" aria-label={`${t("person.signOut")}: ${name}`} onClick={() => run("sign-out")}>
        {t("person.signOut")}
      </Button>
      {me?.principalId !== person.id && (
        <Button size="small" aria-label={`${t("person.offboard")}: ${name}`} onClick={() => setLeaving(true)}>
          {t("person.offboard")}
        </Button>
      )}
      {leaving && <OffboardDialog person={person} close={() => setLeaving(false)} />}
    </>
  );
}
