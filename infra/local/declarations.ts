import type { LambdaDeclaration } from "../../shared/module.ts";

export type { LambdaDeclaration };
export type LambdaKind = LambdaDeclaration["kind"];
/** The declaration of a Lambda of one kind. */
export type Declared<K extends LambdaKind> = Extract<LambdaDeclaration, { kind: K }>;

export type ApiLambda = Declared<"api">;
export type RouteDeclaration = ApiLambda["routes"][number];
export type AuthorizerLambda = Declared<"authorizer">;
export type StreamLambda = Declared<"stream">;
export type QueueLambda = Declared<"queue">;
export type ScheduleLambda = Declared<"schedule">;
export type ObjectLambda = Declared<"object">;
export type FeedbackLambda = Declared<"feedback">;
