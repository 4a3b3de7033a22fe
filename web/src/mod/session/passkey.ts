// The browser's part of passkeys (W3C Web Authentication): bytes to base64url and back, and what
// went wrong in words that a person can do something with.
import type { PasskeyAnswerBody, PasskeyNewBody, PasskeyOptions, PasskeyQuestion } from "../../gen/api";
import { ApiError, ToldError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";

// Browsers offer passkeys to names only, not to addresses like 127.0.0.1.
export function passkeysSupported(): boolean {
  return window.isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(window.location.hostname);
}

const toText = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

const named = (credentials: string[]): PublicKeyCredentialDescriptor[] => credentials.map((id) => ({ type: "public-key", id: toBytes(id) }));

// In place of the browser's own words, which are English and for developers.
function explain(error: unknown): Error {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return new ToldError(msg("ui.passkey.cancelled"));
  if (name === "InvalidStateError") return new ToldError(msg("ui.passkey.there"));
  if (name === "SecurityError") return new ToldError(msg("ui.passkey.elsewhere"));
  return new ToldError(msg("ui.passkey.failed"));
}

// Asks a device to sign; the person confirms there by PIN, finger or face.
export async function answerQuestion(question: PasskeyQuestion): Promise<PasskeyAnswerBody> {
  try {
    const credential = (await navigator.credentials.get({
      publicKey: {
        challenge: toBytes(question.challenge),
        rpId: question.rp_id,
        allowCredentials: named(question.credentials),
        userVerification: "required",
        timeout: question.seconds * 1000,
      },
    })) as PublicKeyCredential;
    const response = credential.response as AuthenticatorAssertionResponse;
    return {
      id: toText(credential.rawId),
      client_data: toText(response.clientDataJSON),
      authenticator_data: toText(response.authenticatorData),
      signature: toText(response.signature),
      ...(response.userHandle ? { user_handle: toText(response.userHandle) } : {}),
    };
  } catch (e) {
    throw explain(e);
  }
}

// Makes a new one on a device that does not have one of this account yet.
export async function makePasskey(options: PasskeyOptions): Promise<Omit<PasskeyNewBody, "name">> {
  const { question } = options;
  try {
    const credential = (await navigator.credentials.create({
      publicKey: {
        challenge: toBytes(question.challenge),
        rp: { id: question.rp_id, name: options.rp_name },
        user: { id: toBytes(options.user_id), name: options.user_name, displayName: options.user_display_name },
        pubKeyCredParams: options.algorithms.map(({ algorithm }) => ({ type: "public-key", alg: algorithm })),
        excludeCredentials: named(question.credentials),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        attestation: "none",
        timeout: question.seconds * 1000,
      },
    })) as PublicKeyCredential;
    const response = credential.response as AuthenticatorAttestationResponse;
    return { client_data: toText(response.clientDataJSON), attestation_object: toText(response.attestationObject) };
  } catch (e) {
    throw explain(e);
  }
}

// What a passkey of the account is asked, in the refusal of a log-in or change that needs a proof.
export function questionOf(error: unknown): PasskeyQuestion | null {
  const question = error instanceof ApiError ? error.problem.passkey : null;
  return passkeysSupported() && question ? (question as PasskeyQuestion) : null;
}
