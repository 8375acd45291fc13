import type { FormInstance, FormRule } from "antd";
import { Button, Form } from "antd";
import { type FieldView, labelOf } from "../lib/nouns.ts";
import { problemOf } from "../lib/queries.ts";
import { useLanguage, useWords } from "../words/index.ts";
import { FieldInput } from "./input.tsx";

type Path = (string | number)[];

/** The place of a field in a form, from the way in which the API names it: `lines.0.productId`, `lines[0].productId`. */
export const pathOf = (text: string): Path =>
  text
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Shows each fault at its field. What names none of the form's fields is given back, to be shown above it. */
export function showFaults(form: FormInstance, error: unknown, fields: readonly FieldView[]): string[] {
  const faults = problemOf(error)?.errors ?? [];
  const names = new Set(fields.flatMap(({ field }) => field.split(".")[0] ?? []));
  const isHere = (path: string): boolean => names.has(String(pathOf(path)[0]));
  const here = Map.groupBy(
    faults.filter(({ path }) => isHere(path)),
    ({ path }) => path,
  );
  form.setFields([...here].map(([path, of]) => ({ name: pathOf(path), errors: of.map(({ message }) => message) })));
  const first = here.keys().next().value;
  if (first !== undefined) form.scrollToField(pathOf(first), { focus: true });
  return faults.filter(({ path }) => !isHere(path)).map(({ message }) => message);
}

type Props = {
  fields: readonly FieldView[];
  prefix?: Path;
  listPath?: Path;
  currency?: string;
  /** The noun that filters among the fields are about. */
  noun?: string;
  /** The place of what may be left out as a whole: what it requires is asked for once something of it is there. */
  optional?: Path;
};

/** Refuses an empty field that is required: always, or once something of what it belongs to is filled in. */
const needed = (message: string, optional: Path | undefined): FormRule =>
  optional === undefined
    ? { required: true, message }
    : ({ getFieldValue }) => ({
        validator: async (_rule, value) => {
          if (isFilled(getFieldValue(optional)) && !isFilled(value)) throw new Error(message);
        },
      });

/** The parts of an object. One that may be left out is folded until something of it is there, or somebody opens it. */
function ObjectField({ field, prefix = [], listPath = [], currency, noun, optional }: Props & { field: FieldView }) {
  const language = useLanguage();
  const place = [...listPath, field.field];
  const value: unknown = Form.useWatch(place);
  const parts = (
    <FieldItems
      fields={field.parts ?? []}
      prefix={[...prefix, ...field.field.split(".")]}
      listPath={place}
      currency={currency}
      noun={noun}
      optional={optional ?? (field.required ? undefined : place)}
    />
  );
  const label = labelOf(field, language);
  return field.required ? (
    <fieldset className="list-field">
      <legend>{label}</legend>
      {parts}
    </fieldset>
  ) : (
    <details className="list-field" open={isFilled(value) || undefined}>
      <summary>{label}</summary>
      {parts}
    </details>
  );
}

/** The items of a list, each with its parts; they are added, and taken away, one by one. */
function ListField({
  field,
  prefix,
  listPath,
  currency,
  noun,
}: {
  field: FieldView;
  prefix: Path;
  listPath: Path;
  currency?: string;
  noun?: string;
}) {
  const t = useWords();
  const language = useLanguage();
  return (
    <fieldset className="list-field">
      <legend>{labelOf(field, language)}</legend>
      {language === "en" && field.description && <p className="faint">{field.description}</p>}
      <Form.List name={[...prefix, field.field]}>
        {(items, { add, remove }, { errors }) => (
          <>
            {items.map(({ key, name }) => (
              <div key={key} className="list-item">
                <FieldItems
                  fields={field.parts ?? []}
                  prefix={[name]}
                  listPath={[...listPath, field.field, name]}
                  currency={currency}
                  noun={noun}
                />
                <Button
                  onClick={() => remove(name)}
                  aria-label={t("form.remove", { what: labelOf(field, language), n: name + 1 })}
                >
                  {t("form.removeShort")}
                </Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t("form.add", { what: labelOf(field, language) })}</Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

/** The inputs of some fields, with what each is for; those within a list or an object stand within it. */
export function FieldItems({ fields, prefix = [], listPath = [], currency, noun, optional }: Props) {
  const t = useWords();
  const language = useLanguage();
  return fields.map((field) => {
    const name = [...prefix, ...field.field.split(".")];
    if (field.type === "list" && field.parts) {
      return <ListField key={field.field} {...{ field, prefix, listPath, currency, noun }} />;
    }
    if (field.type === "object" && field.parts) {
      return <ObjectField key={field.field} {...{ field, fields, prefix, listPath, currency, noun, optional }} />;
    }
    return (
      <Form.Item
        key={field.field}
        name={name}
        label={labelOf(field, language)}
        extra={language === "en" ? field.description : undefined}
        rules={field.required ? [needed(t("form.required"), optional)] : []}
      >
        <FieldInput field={field} currency={currency} noun={noun} />
      </Form.Item>
    );
  });
}

/** What was filled in, without what was left empty. */
export function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null && one !== "")
    .map(([key, one]) => [key, filled(one)] as const)
    .filter(([, one]) => !isEmptyObject(one));
  return Object.fromEntries(entries);
}

/** Whether anything at all is filled in, at any depth. */
function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.values(value).some(isFilled);
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
