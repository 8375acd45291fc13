import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { OidcIssuer } from "../../shared/config.ts";
import { accept } from "./findings.ts";
import type { Settings } from "./settings.ts";

const PASSWORD_LENGTH_MIN = 12;

/**
 * Who people are. A person's user name in the pool is their Cashloop user id (`usr_…`) and their one group is their tenant
 * (`ten_…`); both stand in every access token, which is what the API takes. People sign in with their mail address.
 */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: the people who sign in." });
    this.userPool = new UserPool(this, "Users", {
      userPoolName: `cashloop-${settings.stage}`,
      // Users are made by the tenant's administrator, never by themselves.
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: PASSWORD_LENGTH_MIN,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(
      this.userPool,
      "AwsSolutions-COG2",
      "Each tenant decides whether its people need a second factor; until then it is offered, and threat protection asks for it at a risky sign-in.",
    );
    this.client = this.userPool.addClient("Web", {
      authFlows: { userSrp: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** The pool as the authorizer is told of it. */
  get issuer(): OidcIssuer {
    const issuer = `https://cognito-idp.${this.region}.${this.urlSuffix}/${this.userPool.userPoolId}`;
    return { issuer, audience: this.client.userPoolClientId, jwksUri: `${issuer}/.well-known/jwks.json` };
  }
}
