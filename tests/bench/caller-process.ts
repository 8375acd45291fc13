import { Agent, request } from "node:http";

/** One request as it goes over the wire; only its body differs from call to call. */
export type Sent = { method: string; path: string; body?: object };

/** What the calling process is asked: to send all of these, so many at once. */
export type Round = { baseUrl: string; token: string; sent: readonly Sent[]; atOnce: number };

/** What came of it; `cpuMs` is what this process itself took. */
export type Outcome = { wallMs: number; cpuMs: number; failed: string[] };

const agent = new Agent({ keepAlive: true });

function send({ baseUrl, token }: Round, { method, path, body }: Sent): Promise<string | undefined> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { authorization: `Bearer ${token}`, ...(text && { "content-type": "application/json" }) };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, baseUrl), { method, headers, agent }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        answer += chunk;
      });
      response.on("end", () => {
        const isWell = (response.statusCode ?? 500) < 300;
        resolve(isWell ? undefined : `${method} ${path} → ${response.statusCode} ${answer.slice(0, 300)}`);
      });
    });
    call.on("error", reject);
    call.end(text);
  });
}

async function run(round: Round): Promise<Outcome> {
  const { sent, atOnce } = round;
  const failed: string[] = [];
  const from = process.cpuUsage();
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < sent.length) {
      const problem = await send(round, sent[next++] as Sent);
      if (problem) failed.push(problem);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(from);
  return { wallMs, cpuMs: (user + system) / 1_000, failed };
}

process.on("message", async (round: Round) => process.send?.(await run(round)));
