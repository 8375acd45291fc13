/**
 * Formulas have a parser of our own, 12 KB of a bundle with all functions. CEL's library is 82 KB and keeps integers
 * and decimals apart, so that `amount * 2` is an error; the small parsers keep no places for type errors.
 */
import { Fault } from "../fault.ts";

/** Characters of one expression. */
export const FORMULA_CHARS_MAX = 2_000;
/** Parentheses, calls, `not` and minus signs may stand this deep in each other. */
export const FORMULA_DEPTH_MAX = 40;
/** Values, names and operations of one expression; as nothing repeats, also the steps of one evaluation. */
export const FORMULA_STEPS_MAX = 400;

/** An expression as a tree; operators are calls of themselves. `at` counts characters from 1. */
export type Node =
  | { at: number; value: string | number | boolean }
  | { at: number; name: string }
  | { at: number; call: string; args: Node[] };

/** What is wrong, and at which character of the expression. */
export const formulaFault = (path: string, at: number, message: string): Fault =>
  new Fault("invalid", `${path}, character ${at}: ${message}`, {
    errors: [{ path, code: "invalid", message: `Character ${at}: ${message}` }],
  });

type Token = { at: number; type: "number" | "text" | "name" | "sign" | "end"; text: string };

const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)/;
const TEXT = /^(?:"((?:[^"\\]|\\["'\\])*)"|'((?:[^'\\]|\\["'\\])*)'|“([^”]*)”)/;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*/u;
const SIGN = /^(?:==|!=|<=|>=|&&|\|\||[-+*/%<>!(),])/;
/** Signs as Chinese keyboards write them, and words that are operators. */
const SAME: Record<string, string> = { "（": "(", "）": ")", "，": ",", "&&": "and", "||": "or", "!": "not" };

/** The next token of `rest`, which is not blank. */
function tokenOf(rest: string, at: number): (Token & { length: number }) | undefined {
  const number = NUMBER.exec(rest);
  if (number) return { at, type: "number", text: number[0], length: number[0].length };
  const text = TEXT.exec(rest);
  if (text) {
    const [whole, double, single, curly] = text;
    const inner = curly ?? (double ?? single ?? "").replace(/\\(.)/g, "$1");
    return { at, type: "text", text: inner, length: whole.length };
  }
  const name = NAME.exec(rest);
  if (name) {
    const isWord = ["and", "or", "not"].includes(name[0]);
    return { at, type: isWord ? "sign" : "name", text: name[0], length: name[0].length };
  }
  const sign = SIGN.exec(rest)?.[0] ?? (rest.charAt(0) in SAME ? rest.charAt(0) : undefined);
  return sign === undefined ? undefined : { at, type: "sign", text: SAME[sign] ?? sign, length: sign.length };
}

function tokensOf(expression: string, path: string): Token[] {
  const tokens: Token[] = [];
  for (let n = 0; ; ) {
    n += /^\s*/.exec(expression.slice(n))?.[0].length ?? 0;
    if (n >= expression.length) return [...tokens, { at: expression.length + 1, type: "end", text: "the end" }];
    const token = tokenOf(expression.slice(n), n + 1);
    if (!token) throw formulaFault(path, n + 1, `nothing begins with ${[...expression.slice(n)][0]} here.`);
    tokens.push(token);
    n += token.length;
  }
}

/** Operators of two sides by how firmly they bind; all of them bind to the left. */
const BINDS: Record<string, number> = {
  or: 1,
  and: 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
/** What stands before one side. `not a == b` is not (a == b). */
const PREFIXES: Record<string, { call: string; binds: number }> = {
  not: { call: "not", binds: 3 },
  "-": { call: "negative", binds: 7 },
};

/** Precedence climbing (Pratt): reads an operand, then operators while they bind more firmly than what came before. */
class Parser {
  #n = 0;
  #depth = 0;
  #steps = 0;
  readonly #tokens: Token[];
  readonly #path: string;

  constructor(expression: string, path: string) {
    this.#path = path;
    this.#tokens = tokensOf(expression, path);
  }

  whole(): Node {
    const node = this.#expression(0);
    const rest = this.#peek();
    if (rest.type !== "end") throw this.#fault(rest, `did not expect ${rest.text}.`);
    return node;
  }

  #peek(): Token {
    return this.#tokens[this.#n] as Token;
  }

  #fault(token: Token, message: string): Fault {
    return formulaFault(this.#path, token.at, message);
  }

  #isSign(text: string): boolean {
    return this.#peek().type === "sign" && this.#peek().text === text;
  }

  #expect(text: string): void {
    if (!this.#isSign(text)) throw this.#fault(this.#peek(), `expected ${text} before ${this.#peek().text}.`);
    this.#n += 1;
  }

  #made(node: Node): Node {
    this.#steps += 1;
    if (this.#steps <= FORMULA_STEPS_MAX) return node;
    throw formulaFault(this.#path, node.at, `a formula has at most ${FORMULA_STEPS_MAX} values and operations.`);
  }

  #expression(binds: number): Node {
    this.#depth += 1;
    if (this.#depth > FORMULA_DEPTH_MAX) {
      throw this.#fault(this.#peek(), `a formula is at most ${FORMULA_DEPTH_MAX} levels deep.`);
    }
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      const firmness = token.type === "sign" && Object.hasOwn(BINDS, token.text) ? (BINDS[token.text] as number) : 0;
      if (firmness <= binds) break;
      this.#n += 1;
      left = this.#made({ at: token.at, call: token.text, args: [left, this.#expression(firmness)] });
    }
    this.#depth -= 1;
    return left;
  }

  #operand(): Node {
    const token = this.#peek();
    this.#n += 1;
    const { at, text } = token;
    if (token.type === "number") return this.#made({ at, value: Number(text) });
    if (token.type === "text") return this.#made({ at, value: text });
    if (token.type === "name") return this.#named(token);
    if (token.type === "sign" && text === "(") {
      const inner = this.#expression(0);
      this.#expect(")");
      return inner;
    }
    const prefix = token.type === "sign" && Object.hasOwn(PREFIXES, text) ? PREFIXES[text] : undefined;
    if (!prefix) throw this.#fault(token, `expected a value, a field or a function before ${text}.`);
    return this.#made({ at, call: prefix.call, args: [this.#expression(prefix.binds)] });
  }

  #named({ at, text }: Token): Node {
    if (!this.#isSign("(")) {
      return this.#made(text === "true" || text === "false" ? { at, value: text === "true" } : { at, name: text });
    }
    this.#n += 1;
    const args: Node[] = [];
    while (!this.#isSign(")")) {
      if (args.length > 0) this.#expect(",");
      args.push(this.#expression(0));
    }
    this.#n += 1;
    return this.#made({ at, call: text, args });
  }
}

/** The tree of an expression; throws `Fault` invalid with the place of what cannot be read. */
export function parseFormula(expression: string, path: string): Node {
  if (expression.length > FORMULA_CHARS_MAX) {
    throw formulaFault(path, FORMULA_CHARS_MAX + 1, `a formula has at most ${FORMULA_CHARS_MAX} characters.`);
  }
  return new Parser(expression, path).whole();
}
