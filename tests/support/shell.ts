/**
 * Reads the few lines of shell that `/docs` shows, as a POSIX shell would: single and double quotes, variables,
 * continued lines. So the examples run where neither a shell nor curl is at hand.
 */
export type CurlCall = { method: string; url: string; headers: Record<string, string>; body?: string };

const expanded = (text: string, variables: Record<string, string>): string =>
  text.replace(/\$(\w+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`The shell variable ${name} is not set.`);
    return value;
  });

/** The words of one command. */
export function wordsOf(line: string, variables: Record<string, string>): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const c = line[at] as string;
    if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (c === "'") {
      const end = line.indexOf("'", at + 1);
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (c === '"') {
      const end = line.indexOf('"', at + 1);
      word = (word ?? "") + expanded(line.slice(at + 1, end), variables);
      at = end;
    } else if (c === "\\") {
      at++;
      if (line[at] !== "\n") word = (word ?? "") + line[at];
    } else word = (word ?? "") + c;
  }
  return word === undefined ? words : [...words, word];
}

/** What a curl command asks for. */
export function curlCall(command: string, variables: Record<string, string>): CurlCall {
  const [program, ...words] = wordsOf(command, variables);
  if (program !== "curl") throw new Error(`This is no curl command: ${command}`);
  const call: CurlCall = { method: "GET", url: "", headers: {} };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "-sS") continue;
    if (!word.startsWith("-")) {
      call.url = word;
      continue;
    }
    const value = words[++at] ?? "";
    if (word === "-X") call.method = value;
    else if (word === "-d") call.body = value;
    else if (word === "-H") {
      const [name = "", ...rest] = value.split(":");
      call.headers[name.toLowerCase()] = rest.join(":").trim();
    } else throw new Error(`The option ${word} is none that the examples use.`);
  }
  return call;
}
