export type ApiReply = {
  status: number;
  headers: Headers;
  /** Parsed where the reply is JSON, else its text. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into replies of every shape.
  body: any;
};

export type RequestOptions = { body?: unknown; headers?: Record<string, string> };

/** A caller of the API with one credential. */
export type Api = {
  request(method: string, path: string, options?: RequestOptions): Promise<ApiReply>;
  get(path: string, headers?: Record<string, string>): Promise<ApiReply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiReply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiReply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiReply>;
  delete(path: string, headers?: Record<string, string>): Promise<ApiReply>;
};

/** Where the product is reached, by whoever stands before it: the local stack's gateway or an emulated one. */
export type Reached = {
  baseUrl: string;
  operatorKey: string;
  /** A caller with this credential. */
  api(token?: string): Api;
};

function encode(body: unknown): { body?: string | Uint8Array<ArrayBuffer>; type: Record<string, string> } {
  if (body === undefined) return { type: {} };
  if (typeof body === "string") return { body, type: {} };
  if (body instanceof Uint8Array) return { body: new Uint8Array(body), type: {} };
  return { body: JSON.stringify(body), type: { "content-type": "application/json" } };
}

/**
 * A caller that carries `token` as its bearer; without one it is nobody. Objects are sent as JSON, texts and bytes as they
 * are, with the content type that the headers name. It reads English unless its headers ask for another language.
 */
export function apiClient(baseUrl: string, token?: string): Api {
  const request = async (method: string, path: string, options: RequestOptions = {}): Promise<ApiReply> => {
    const { body, type } = encode(options.body);
    const credential: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const headers = { "accept-language": "en", ...type, ...credential, ...options.headers };
    const response = await fetch(new URL(path, baseUrl), { method, headers, body });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  };
  return {
    request,
    get: (path, headers = {}) => request("GET", path, { headers }),
    post: (path, body, headers = {}) => request("POST", path, { body, headers }),
    put: (path, body, headers = {}) => request("PUT", path, { body, headers }),
    patch: (path, body, headers = {}) => request("PATCH", path, { body, headers }),
    delete: (path, headers = {}) => request("DELETE", path, { headers }),
  };
}
