import { createContext, runInContext } from "node:vm";

/** As much of an element as the page of the contract touches. */
class Element {
  textContent = "";
  value = "";
  children: Element[] = [];
  readonly #listeners = new Map<string, () => void>();

  append(...children: Element[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: Element[]): void {
    this.children = children;
  }
  addEventListener(name: string, listener: () => void): void {
    this.#listeners.set(name, listener);
  }
  /** Raises an event. */
  raise(name: string): void {
    this.#listeners.get(name)?.();
  }
}

type Shown = { told: string; rows: string[][] };

/** Runs the page's own script, gives it a key, and reads what it then shows. */
export async function showOwnFields(page: string, origin: string, key: string): Promise<Shown> {
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? "";
  const elements = new Map<string, Element>();
  const element = (id: string): Element => {
    const found = elements.get(id) ?? new Element();
    elements.set(id, found);
    return found;
  };
  const requests: Promise<unknown>[] = [];
  const fetched = (path: string, init: RequestInit): Promise<Response> => {
    const request = fetch(origin + path, init);
    requests.push(request);
    return request;
  };
  const document = {
    getElementById: element,
    querySelector: element,
    querySelectorAll: () => [],
    createElement: () => new Element(),
  };
  runInContext(
    script,
    createContext({ document, location: { hash: "", origin }, addEventListener: () => {}, fetch: fetched }),
  );
  element("own-key").value = key;
  element("own-show").raise("click");
  const told = element("own-told");
  while (told.textContent === "…") {
    await Promise.all(requests);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const rows = element("own-rows").children.map((line) => line.children.map((cell) => cell.textContent));
  return { told: told.textContent, rows };
}
