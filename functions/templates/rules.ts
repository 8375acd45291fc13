import type { InputError } from "../../shared/fault.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { template } from "./table.ts";

export type TemplateRow = RowOf<typeof template>;
export type TemplateText = Pick<TemplateRow, "subject" | "preheader" | "blocks" | "text">;

const PLACE = /\{\{([^{}]*)\}\}/g;
/** Words of a block that are no text. */
const FIXED = new Set(["kind", "tone"]);
/** An address whose host is fixed: nobody's field decides where a reader is led. */
const WEB_ADDRESS = /^https?:\/\/[^/?#{}\s]+([/?#]|$)/i;

/** Every text within `value`, changed; `path` and whether it is an address go with each. */
function mapped<T>(value: T, change: (text: string, path: string, isAddress: boolean) => string, path: string): T {
  if (typeof value === "string") return change(value, path, path.endsWith(".url")) as T;
  if (Array.isArray(value)) return value.map((one, n) => mapped(one, change, `${path}.${n}`)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      FIXED.has(name) ? one : mapped(one, change, path ? `${path}.${name}` : name),
    ]),
  ) as T;
}

const textOf = ({ subject, preheader, blocks, text }: TemplateText): TemplateText => ({
  ...(subject !== undefined && { subject }),
  ...(preheader !== undefined && { preheader }),
  ...(blocks && { blocks }),
  ...(text !== undefined && { text }),
});

const placesOf = (text: string): string[] => [...text.matchAll(PLACE)].map(([, name = ""]) => name.trim());

/** What is wrong with the places of a template: one that is not closed, and one that nothing fills. */
export function placeErrors(row: TemplateText, known: ReadonlySet<string>): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  mapped(
    textOf(row),
    (text, path, isAddress) => {
      if (/\{\{|\}\}/.test(text.replace(PLACE, ""))) wrong(path, `${path} has a {{ or }} without the other.`);
      for (const name of placesOf(text)) {
        if (known.has(name)) continue;
        wrong(path, `${path} names {{${name}}}, which is no field of a contact or a lead; declare it in variables.`);
      }
      if (isAddress && !WEB_ADDRESS.test(text)) {
        wrong(path, `${path} must begin with https:// and a host without variables.`);
      }
      return text;
    },
    "",
  );
  return errors;
}

/** The variables that a template asks for, each once. */
export function variablesOf(row: TemplateText): string[] {
  const names = new Set<string>();
  mapped(
    textOf(row),
    (text) => {
      for (const name of placesOf(text)) names.add(name);
      return text;
    },
    "",
  );
  return [...names];
}

/** The template's texts with their places filled in; a place without a value stays as it is written. */
export const filledIn = (row: TemplateText, values: ReadonlyMap<string, string>): TemplateText =>
  mapped(
    textOf(row),
    (text, _path, isAddress) =>
      text.replace(PLACE, (place, name: string) => {
        const value = values.get(name.trim());
        if (value === undefined) return place;
        return isAddress ? encodeURIComponent(value) : value;
      }),
    "",
  );
