import { Button, Select } from "antd";
import { useState } from "react";
import { ReferenceInput } from "../fields/reference.tsx";
import { StateTag } from "../fields/value.tsx";
import { api } from "../lib/api.ts";
import { fieldOf, labelOf } from "../lib/nouns.ts";
import { useAct, useMe, useNoun, useNouns } from "../lib/queries.ts";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";
import { permissionLabels } from "./sections.ts";

type Question = { userId?: string; permission?: string; noun?: string; id?: string };

const CHECKS: Readonly<Record<string, WordKey>> = {
  user: "simulator.user",
  permission: "simulator.permission",
  scope: "simulator.scope",
  record: "simulator.record",
  level: "simulator.level",
};
const RULES: Readonly<Record<string, WordKey>> = {
  hidden: "simulator.hidden",
  masked: "simulator.masked",
  readOnly: "simulator.readOnly",
};
const SCOPES: Readonly<Record<string, WordKey>> = {
  own: "scope.own",
  team: "scope.team",
  department: "scope.department",
  subtree: "scope.subtree",
  all: "scope.all",
};

/** Asks what somebody would see and may do: the API answers with every check that a call of theirs would meet. */
export default function Simulator() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const { data: me } = useMe();
  const [asked, setAsked] = useState<Question>({});
  const of = useNoun(asked.noun ?? "");
  const ask = useAct(({ userId = "", permission = "", noun, id }: Question) =>
    api("POST /v1/access/explain", { body: { userId, permission, ...(noun && { noun }), ...(id && { id }) } }),
  );
  const put = (next: Question): void => {
    setAsked(next);
    ask.reset();
  };
  const permissions = [
    ...new Set([...(me?.permissions ?? []), ...nouns.flatMap(({ permissions: p }) => [p.read, p.write])]),
  ];
  const { data } = ask;
  return (
    <section>
      <h2>{t("settings.simulator")}</h2>
      <p className="faint">{t("simulator.what")}</p>
      <div className="simulator">
        <ReferenceInput
          noun="user"
          label={t("simulator.who")}
          value={asked.userId}
          onChange={(userId) => put({ ...asked, userId: userId as string | undefined })}
        />
        <Select
          aria-label={t("settings.noun")}
          placeholder={t("settings.noun")}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={asked.noun}
          onChange={(noun) => {
            const chosen = nouns.find((one) => one.noun === noun);
            put({ ...asked, noun, id: undefined, permission: asked.permission ?? chosen?.permissions.write });
          }}
          options={nouns.map((one) => ({ value: one.noun, label: labelOf(one, language) }))}
        />
        {asked.noun && (
          <ReferenceInput
            key={asked.noun}
            noun={asked.noun}
            label={t("simulator.which")}
            value={asked.id}
            onChange={(id) => put({ ...asked, id: id as string | undefined })}
          />
        )}
        <Select
          aria-label={t("simulator.permission")}
          placeholder={t("simulator.permission")}
          showSearch={{ optionFilterProp: "label" }}
          value={asked.permission}
          onChange={(permission) => put({ ...asked, permission })}
          options={permissions.sort().map((value) => ({ value, label: permissionLabels(value, nouns)[language] }))}
        />
        <Button
          type="primary"
          disabled={!asked.userId || !asked.permission}
          loading={ask.isPending}
          onClick={() => ask.mutate(asked)}
        >
          {t("simulator.ask")}
        </Button>
      </div>
      {ask.error && <Problem error={ask.error} />}
      {data && (
        <div className="stack" role="status">
          <p>
            <StateTag
              value={data.allowed ? "done" : "failed"}
              label={t(data.allowed ? "simulator.yes" : "simulator.no")}
            />
            {data.scope && SCOPES[data.scope] && (
              <span> {t("simulator.sees", { what: t(SCOPES[data.scope] as WordKey) })}</span>
            )}
          </p>
          <Parts heads={["simulator.check", "simulator.result", "simulator.why"]}>
            {data.steps.map(({ check, passed, why }) => (
              <tr key={check}>
                <th scope="row">{t(CHECKS[check] ?? "simulator.permission")}</th>
                <td>
                  <StateTag value={passed ? "done" : "failed"} label={t(passed ? "value.yes" : "value.no")} />
                </td>
                <td lang="en">{why}</td>
              </tr>
            ))}
          </Parts>
          {data.fields && Object.keys(data.fields).length > 0 && (
            <Parts heads={["merge.field", "simulator.rule"]}>
              {Object.entries(data.fields).map(([name, rule]) => {
                const field = of && fieldOf(of, name);
                return (
                  <tr key={name}>
                    <th scope="row">{field ? labelOf(field, language) : name}</th>
                    <td>{RULES[rule] ? t(RULES[rule] as WordKey) : rule}</td>
                  </tr>
                );
              })}
            </Parts>
          )}
        </div>
      )}
    </section>
  );
}
