// The browser's side of WebAuthn, with words for what goes wrong.
import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { ApiProblem } from './problem.ts';

export const supportsPasskeys = browserSupportsWebAuthn;

/** @throws ApiProblem PASSKEY_CANCELLED */
export async function startPasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
): Promise<AuthenticationResponseJSON> {
  return explained(() => startAuthentication({ optionsJSON }));
}

/** @throws ApiProblem PASSKEY_CANCELLED, PASSKEY_EXISTS */
export async function registerPasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<RegistrationResponseJSON> {
  return explained(() => startRegistration({ optionsJSON }));
}

async function explained<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'InvalidStateError') {
      const message = 'この端末のパスキーは、もう登録してあります。';
      throw new ApiProblem({ status: 409, code: 'PASSKEY_EXISTS', message });
    }
    const message =
      'パスキーを使えませんでした。端末の画面で取り消したか、時間が過ぎたようです。もう一度試すか、ほかの方法を使ってください。';
    throw new ApiProblem({ status: 400, code: 'PASSKEY_CANCELLED', message });
  }
}
