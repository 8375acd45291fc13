import { parseJson } from "../../shared/json.ts";
import { boundedText } from "../../shared/outside.ts";
import { callOutside } from "../../shared/outside-call.ts";

export type Wanted = { title: string; startsAt?: string; endsAt?: string };
export type Made = { id: string; joinUrl: string };

/** What a provider of meetings can do. Asked twice under one `ref` it makes one meeting, or changes it. */
export type MeetingProvider = { put(ref: string, wanted: Wanted): Promise<Made> };

const TIMEOUT_MS = 10_000;
const BYTES_MAX = 100_000;

/** A provider that speaks the generic contract: PUT {baseUrl}/meetings/{ref}, a bearer, { id, joinUrl }. */
export const restMeetings = ({ baseUrl, token }: { baseUrl: string; token: string }): MeetingProvider => ({
  put: async (ref, wanted) => {
    const reply = await callOutside(`${baseUrl.replace(/\/$/, "")}/meetings/${encodeURIComponent(ref)}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, accept: "application/json", "content-type": "application/json" },
      timeoutMs: TIMEOUT_MS,
      body: JSON.stringify(wanted),
    });
    const text = await boundedText(reply, BYTES_MAX);
    if (!reply.ok) throw new Error(`PUT /meetings answers ${reply.status}`);
    const { id, joinUrl } = parseJson(text) as Record<string, unknown>;
    const isId = (typeof id === "string" && id !== "") || typeof id === "number";
    if (!isId || typeof joinUrl !== "string") throw new Error("its answer has no id and joinUrl");
    if (URL.parse(joinUrl)?.protocol !== "https:") throw new Error("its joinUrl does not begin with https");
    return { id: String(id), joinUrl };
  },
});
