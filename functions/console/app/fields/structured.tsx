import { Button, Input, Select } from "antd";
import { useState } from "react";
import { type FieldView, labelOf } from "../lib/nouns.ts";
import { useNoun, useNouns } from "../lib/queries.ts";
import { useLanguage, useWords } from "../words/index.ts";
import { FieldInput } from "./input.tsx";
import { OPS } from "./ops.ts";

type Values = Readonly<Record<string, unknown>>;
type Props = { field: FieldView; id?: string; value?: unknown; onChange?: (value: unknown) => void; label?: string };

/** A value as its data, for what no form of inputs can say; it is taken once it can be read. */
export function DataInput({ id, value, onChange, label }: Omit<Props, "field">) {
  const t = useWords();
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 1)));
  const [isWrong, setWrong] = useState(false);
  const change = (next: string): void => {
    setText(next);
    try {
      onChange?.(next.trim() === "" ? undefined : JSON.parse(next));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <Input.TextArea
        id={id}
        aria-label={label}
        className="code"
        rows={3}
        status={isWrong ? "error" : undefined}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
      {isWrong && <span className="bad">{t("data.wrong")}</span>}
    </>
  );
}

/** The value of one key of a map, or the parts of an object. */
function Inner({ field, value, onChange, label = "" }: Props) {
  const language = useLanguage();
  if (field.type === "map") return <MapInput {...{ field, value, onChange, label }} />;
  if (field.type !== "object") return <FieldInput {...{ field, value, onChange, label }} />;
  const of = (value ?? {}) as Values;
  return (
    <div className="inner-fields">
      {field.parts?.map((part) => {
        const name = labelOf(part, language);
        return (
          <div key={part.field}>
            <span className="faint">{name}</span>
            <Inner
              field={part}
              label={`${label} ${name}`}
              value={of[part.field]}
              onChange={(next) => onChange?.({ ...of, [part.field]: next })}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Values by keys, such as a scope for each noun: one line a key. */
export function MapInput({ field, value, onChange, label }: Props) {
  const t = useWords();
  const [part] = field.parts ?? [];
  const [lines, setLines] = useState(() =>
    Object.entries((value ?? {}) as Values).map(([key, of], n) => ({ at: n, key, of })),
  );
  const [next, setNext] = useState(lines.length);
  const change = (all: typeof lines): void => {
    setLines(all);
    const named = all.filter(({ key, of }) => key !== "" && of !== undefined);
    onChange?.(Object.fromEntries(named.map(({ key, of }) => [key, of])));
  };
  return (
    <div className="map-input">
      {lines.map((line) => {
        const put = (with_: Partial<typeof line>): void =>
          change(lines.map((one) => (one.at === line.at ? { ...one, ...with_ } : one)));
        return (
          <div key={line.at} className="map-line">
            <Input
              aria-label={`${label ?? ""} ${t("map.key")}`}
              placeholder={t("map.key")}
              value={line.key}
              onChange={({ target }) => put({ key: target.value.trim() })}
            />
            {part && (
              <Inner
                field={part}
                label={`${label ?? ""} ${line.key} ${t("map.value")}`}
                value={line.of}
                onChange={(of) => put({ of })}
              />
            )}
            <Button
              aria-label={`${t("form.removeShort")} ${line.key}`}
              onClick={() => change(lines.filter((one) => one.at !== line.at))}
            >
              {t("form.removeShort")}
            </Button>
          </div>
        );
      })}
      <Button
        onClick={() => {
          setLines([
            ...lines,
            { at: next, key: "", of: part?.type === "object" || part?.type === "map" ? {} : undefined },
          ]);
          setNext(next + 1);
        }}
      >
        {t("map.add")}
      </Button>
    </div>
  );
}

type Condition = { field?: string; op: string; value?: unknown };

/** A filter as lines, where it is one list of conditions; anything deeper is shown as its data. */
function linesIn(value: unknown): { join: "all" | "any"; lines: Condition[] } | undefined {
  if (value === undefined || value === null) return { join: "all", lines: [] };
  const isCondition = (one: unknown): one is Condition =>
    typeof one === "object" && one !== null && "field" in one && "op" in one && OPS[String(one.op)] !== undefined;
  if (isCondition(value)) return { join: "all", lines: [value] };
  const { all, any } = value as { all?: unknown[]; any?: unknown[] };
  const list = all ?? any;
  const isPlain = list?.every((one) => isCondition(one) && (typeof one.value !== "object" || Array.isArray(one.value)));
  return list && isPlain ? { join: all ? "all" : "any", lines: list as Condition[] } : undefined;
}

/** Conditions on the records of a noun: all or any of them, each a field, a comparison and a value. */
export function FilterInput({ noun, id, value, onChange, label = "" }: Omit<Props, "field"> & { noun?: string }) {
  const t = useWords();
  const language = useLanguage();
  const { isLoading } = useNouns();
  const of = useNoun(noun ?? "");
  const [kept, setKept] = useState(() => linesIn(value));
  if (isLoading) return null;
  if (!kept || !of) return <DataInput {...{ id, value, onChange, label }} />;
  const { join, lines } = kept;
  const fields = of.fields.filter(({ type }) => type !== "list" && type !== "object");
  const change = (next: { join: "all" | "any"; lines: Condition[] }): void => {
    setKept(next);
    const whole = next.lines.filter((one) => one.field && (one.value !== undefined || one.op === "empty"));
    onChange?.(whole.length > 0 || next.join === "all" ? { [next.join]: whole } : undefined);
  };
  const put = (at: number, with_: Partial<Condition>): void =>
    change({ join, lines: lines.map((line, n) => (n === at ? { ...line, ...with_ } : line)) });
  return (
    <fieldset className="map-input" id={id}>
      <legend className="unseen">{label}</legend>
      <Select
        aria-label={`${label} ${t("cond.join")}`}
        className="choice"
        value={join}
        onChange={(next) => change({ join: next, lines })}
        options={[
          { value: "all", label: t("cond.all") },
          { value: "any", label: t("cond.any") },
        ]}
      />
      {lines.map((line, n) => {
        const field = fields.find((one) => one.field === line.field);
        const isMany = line.op === "in";
        const asked = field && isMany ? { ...field, type: field.references ? "ids" : "multiEnum" } : field;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
          <div key={n} className="map-line condition">
            <Select
              aria-label={`${t("filter.field")} ${n + 1}`}
              placeholder={t("filter.field")}
              showSearch={{ optionFilterProp: "label" }}
              value={line.field}
              onChange={(name) => put(n, { field: name, value: undefined })}
              options={fields.map((one) => ({ value: one.field, label: labelOf(one, language) }))}
            />
            <Select
              aria-label={`${t("filter.op")} ${n + 1}`}
              value={line.op}
              onChange={(op) => put(n, { op, value: op === "empty" ? true : undefined })}
              options={Object.entries(OPS).map(([op, word]) => ({ value: op, label: t(word) }))}
            />
            {asked && line.op !== "empty" ? (
              <FieldInput
                field={asked}
                label={`${t("filter.value")} ${n + 1}`}
                value={line.value}
                onChange={(next) => put(n, { value: next })}
              />
            ) : (
              <span />
            )}
            <Button
              aria-label={`${t("form.removeShort")} ${n + 1}`}
              onClick={() => change({ join, lines: lines.filter((_, at) => at !== n) })}
            >
              {t("form.removeShort")}
            </Button>
          </div>
        );
      })}
      <Button onClick={() => setKept({ join, lines: [...lines, { op: "eq" }] })}>{t("cond.add")}</Button>
    </fieldset>
  );
}
