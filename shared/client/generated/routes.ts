/** Generated from the route declarations by "npm run generate"; do not edit. */

export type Routes = {
  /** Opens a tenant with its first administrator; the key is shown once. */
  "POST /v1/tenants": {
    body: TenantEntryInput;
    reply: PostTenantsReply;
  };
  /** Lists tenants. */
  "GET /v1/tenants": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TenantEntryPage;
  };
  /** Sets the limits of a tenant. */
  "PATCH /v1/tenants/{id}": {
    params: { id: string };
    body: TenantEntryPatch;
    reply: PatchTenantsByIdReply;
  };
  /** The caller's own tenant. */
  "GET /v1/tenants/current": {
    reply: PatchTenantsByIdReply;
  };
  /** Changes the caller's own tenant. The book currency stays as it was opened. */
  "PATCH /v1/tenants/current": {
    body: PatchTenantsCurrentBody;
    reply: PatchTenantsByIdReply;
  };
  /** Who this credential is, with roles and department. */
  "GET /v1/users/me": {
    reply: GetUsersMeReply;
  };
  /** Creates a department. */
  "POST /v1/departments": {
    body: DepartmentInput;
    reply: Department;
  };
  /** Lists departments. */
  "GET /v1/departments": {
    query?: { parentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DepartmentPage;
  };
  /** Reads a department. */
  "GET /v1/departments/{id}": {
    params: { id: string };
    reply: Department;
  };
  /** Changes fields of a department; null clears an optional one. */
  "PATCH /v1/departments/{id}": {
    params: { id: string };
    body: DepartmentPatch;
    reply: Department;
  };
  /** Archives a department: it stays readable and leaves the lists. */
  "POST /v1/departments/{id}/archive": {
    params: { id: string };
    reply: Department;
  };
  /** Brings an archived department back. */
  "POST /v1/departments/{id}/restore": {
    params: { id: string };
    reply: Department;
  };
  /** Creates a user. */
  "POST /v1/users": {
    body: UserInput;
    reply: User;
  };
  /** Lists users. */
  "GET /v1/users": {
    query?: { departmentId?: string; email?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: UserPage;
  };
  /** Reads a user. */
  "GET /v1/users/{id}": {
    params: { id: string };
    reply: User;
  };
  /** Changes fields of a user; null clears an optional one. */
  "PATCH /v1/users/{id}": {
    params: { id: string };
    body: UserPatch;
    reply: User;
  };
  /** Archives a user: it stays readable and leaves the lists. */
  "POST /v1/users/{id}/archive": {
    params: { id: string };
    reply: User;
  };
  /** Brings an archived user back. */
  "POST /v1/users/{id}/restore": {
    params: { id: string };
    reply: User;
  };
  /** Issues an API key that acts as this user; the key is shown once. */
  "POST /v1/users/{id}/api-keys": {
    params: { id: string };
    body: PostUsersByIdApiKeysBody;
    reply: PostUsersByIdApiKeysReply;
  };
  /** Lists the API keys of a user, with their last use. */
  "GET /v1/users/{id}/api-keys": {
    params: { id: string };
    reply: GetUsersByIdApiKeysReplyPage;
  };
  /** Revokes an API key; it is refused from the next call on. */
  "POST /v1/users/{id}/api-keys/{keyId}/revoke": {
    params: { id: string; keyId: string };
    reply: GetUsersByIdApiKeysReply;
  };
  /** Creates a role. */
  "POST /v1/roles": {
    body: RoleInput;
    reply: Role;
  };
  /** Lists roles. */
  "GET /v1/roles": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: RolePage;
  };
  /** Reads a role. */
  "GET /v1/roles/{id}": {
    params: { id: string };
    reply: Role;
  };
  /** Changes fields of a role; null clears an optional one. */
  "PATCH /v1/roles/{id}": {
    params: { id: string };
    body: RolePatch;
    reply: Role;
  };
  /** Archives a role: it stays readable and leaves the lists. */
  "POST /v1/roles/{id}/archive": {
    params: { id: string };
    reply: Role;
  };
  /** Brings an archived role back. */
  "POST /v1/roles/{id}/restore": {
    params: { id: string };
    reply: Role;
  };
  /** Creates a account. */
  "POST /v1/accounts": {
    body: AccountInput;
    reply: Account;
  };
  /** Lists accounts. */
  "GET /v1/accounts": {
    query?: { ownerId?: string; departmentId?: string; parentId?: string; registrationNo?: string; name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: AccountPage;
  };
  /** Reads a account. */
  "GET /v1/accounts/{id}": {
    params: { id: string };
    reply: Account;
  };
  /** Changes fields of a account; null clears an optional one. */
  "PATCH /v1/accounts/{id}": {
    params: { id: string };
    body: AccountPatch;
    reply: Account;
  };
  /** Archives a account: it stays readable and leaves the lists. */
  "POST /v1/accounts/{id}/archive": {
    params: { id: string };
    reply: Account;
  };
  /** Brings an archived account back. */
  "POST /v1/accounts/{id}/restore": {
    params: { id: string };
    reply: Account;
  };
  /** Creates a product. */
  "POST /v1/products": {
    body: ProductInput;
    reply: Product;
  };
  /** Lists products. */
  "GET /v1/products": {
    query?: { productType?: string; code?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-code" | "code"; limit?: number; cursor?: string };
    reply: ProductPage;
  };
  /** Reads a product. */
  "GET /v1/products/{id}": {
    params: { id: string };
    reply: Product;
  };
  /** Changes fields of a product; null clears an optional one. */
  "PATCH /v1/products/{id}": {
    params: { id: string };
    body: ProductPatch;
    reply: Product;
  };
  /** Archives a product: it stays readable and leaves the lists. */
  "POST /v1/products/{id}/archive": {
    params: { id: string };
    reply: Product;
  };
  /** Brings an archived product back. */
  "POST /v1/products/{id}/restore": {
    params: { id: string };
    reply: Product;
  };
  /** Creates a partner. */
  "POST /v1/partners": {
    body: PartnerInput;
    reply: Partner;
  };
  /** Lists partners. */
  "GET /v1/partners": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: PartnerPage;
  };
  /** Reads a partner. */
  "GET /v1/partners/{id}": {
    params: { id: string };
    reply: Partner;
  };
  /** Changes fields of a partner; null clears an optional one. */
  "PATCH /v1/partners/{id}": {
    params: { id: string };
    body: PartnerPatch;
    reply: Partner;
  };
  /** Archives a partner: it stays readable and leaves the lists. */
  "POST /v1/partners/{id}/archive": {
    params: { id: string };
    reply: Partner;
  };
  /** Brings an archived partner back. */
  "POST /v1/partners/{id}/restore": {
    params: { id: string };
    reply: Partner;
  };
  /** Issues an API key that acts as this partner; the key is shown once. */
  "POST /v1/partners/{id}/api-keys": {
    params: { id: string };
    body: PostUsersByIdApiKeysBody;
    reply: PostUsersByIdApiKeysReply;
  };
  /** Lists the API keys of a partner, with their last use. */
  "GET /v1/partners/{id}/api-keys": {
    params: { id: string };
    reply: GetPartnersByIdApiKeysReplyPage;
  };
  /** Revokes an API key; it is refused from the next call on. */
  "POST /v1/partners/{id}/api-keys/{keyId}/revoke": {
    params: { id: string; keyId: string };
    reply: GetUsersByIdApiKeysReply;
  };
  /** This contract as an OpenAPI 3.1 document. */
  "GET /openapi.json": {
    reply: unknown;
  };
  /** This contract as a page: every call with parameters, body, errors and an example to paste. */
  "GET /docs": {
    reply: unknown;
  };
};

export type Account = { name: string; registrationNo?: string; parentId?: string; ownerId?: string; departmentId?: string; payerNames?: (string)[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type AccountInput = { name: string; registrationNo?: string; parentId?: string; ownerId?: string; departmentId?: string; payerNames?: (string)[]; id?: string };
export type AccountPage = { items: (Account)[]; nextCursor: unknown };
export type AccountPatch = { name?: string; registrationNo?: string | null; parentId?: string | null; ownerId?: string | null; departmentId?: string | null; payerNames?: (string)[] | null };
export type Department = { name: string; parentId?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type DepartmentInput = { name: string; parentId?: string; id?: string };
export type DepartmentPage = { items: (Department)[]; nextCursor: unknown };
export type DepartmentPatch = { name?: string; parentId?: string | null };
export type GetPartnersByIdApiKeysReplyPage = { items: (GetUsersByIdApiKeysReply)[] };
export type GetUsersByIdApiKeysReply = { name: string; id: string; version: number; createdAt: string; updatedAt: string; principalId: string; revokedAt?: string; lastUsedAt?: string };
export type GetUsersByIdApiKeysReplyPage = { items: (GetUsersByIdApiKeysReply)[] };
export type GetUsersMeReply = { kind: string; principalId: string; departmentId?: string; roles: (string)[]; tenantId: string };
export type Partner = { name: string; email?: string; phone?: string; locale?: "zh-CN" | "en"; registrationNo?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type PartnerInput = { name: string; email?: string; phone?: string; locale?: "zh-CN" | "en"; registrationNo?: string; id?: string };
export type PartnerPage = { items: (Partner)[]; nextCursor: unknown };
export type PartnerPatch = { name?: string; email?: string | null; phone?: string | null; locale?: "zh-CN" | "en" | null; registrationNo?: string | null };
export type PatchTenantsByIdReply = { name: string; locale: "zh-CN" | "en"; timeZone: string; currency: string; id: string; version: number; createdAt: string; updatedAt: string; requestsPerSecondMax: number };
export type PatchTenantsCurrentBody = { name?: string; locale?: "zh-CN" | "en"; timeZone?: string };
export type PostTenantsReply = { id: string; adminKey: string };
export type PostUsersByIdApiKeysBody = { name: string };
export type PostUsersByIdApiKeysReply = { id: string; key: string };
export type Product = { code: string; name: string; productType: string; listPriceMinor: number; currency: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ProductInput = { code: string; name: string; productType: string; listPriceMinor: number; currency: string; id?: string };
export type ProductPage = { items: (Product)[]; nextCursor: unknown };
export type ProductPatch = { code?: string; name?: string; productType?: string; listPriceMinor?: number; currency?: string };
export type Role = { name: string; permissions: (string)[]; scopes: Record<string, "own" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type RoleInput = { name: string; permissions: (string)[]; scopes: Record<string, "own" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">>; id?: string };
export type RolePage = { items: (Role)[]; nextCursor: unknown };
export type RolePatch = { name?: string; permissions?: (string)[]; scopes?: Record<string, "own" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">> | null };
export type TenantEntry = { id: string; version: number; createdAt: string; updatedAt: string; name: string; archived?: boolean };
export type TenantEntryInput = { name: string; locale: "zh-CN" | "en"; timeZone: string; currency: string };
export type TenantEntryPage = { items: (TenantEntry)[]; nextCursor: unknown };
export type TenantEntryPatch = { requestsPerSecondMax: number };
export type User = { email?: string; name: string; phone?: string; departmentId?: string; roles: (string)[]; locale?: "zh-CN" | "en"; smsOnReceipt?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type UserInput = { email: string; name: string; phone?: string; departmentId?: string; roles: (string)[]; locale?: "zh-CN" | "en"; smsOnReceipt?: boolean; id?: string };
export type UserPage = { items: (User)[]; nextCursor: unknown };
export type UserPatch = { email?: string; name?: string; phone?: string | null; departmentId?: string | null; roles?: (string)[]; locale?: "zh-CN" | "en" | null; smsOnReceipt?: unknown };
export type InputError = { path: string; code: string; message: string };
export type Problem = { type: string; title: string; status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503; code: "malformed_request" | "unknown_filter" | "invalid_cursor" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "stale" | "duplicate" | "invalid_state" | "in_progress" | "cash_applied" | "locked" | "precondition_failed" | "too_large" | "unsupported_media_type" | "invalid" | "idempotency_key_reused" | "unknown_reference" | "too_many_actions" | "rate_limited" | "internal" | "unavailable"; detail: string; requestId: string; errors?: (InputError)[] };
