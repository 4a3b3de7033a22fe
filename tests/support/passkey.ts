// A security key made of software: makes passkeys and signs with them as browsers and devices do
// (W3C Web Authentication), and as they never would, to see that it is refused.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Json } from "./client.ts";
import type { Server } from "./server.ts";

export type Algorithm = "ES256" | "EdDSA" | "RS256";

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(major << 5) | n]);
  return n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

const sha256 = (data: Buffer | string): Buffer => createHash("sha256").update(data).digest();
const text = (data: Buffer | string): string => Buffer.from(data).toString("base64url");
const bytes = (part: string | undefined): Buffer => Buffer.from(part ?? "", "base64url");

function pairOf(algorithm: Algorithm): { key: KeyObject; cose: Map<number, Cbor> } {
  if (algorithm === "RS256") {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { n, e } = publicKey.export({ format: "jwk" });
    return { key: privateKey, cose: new Map<number, Cbor>([[1, 3], [3, -257], [-1, bytes(n)], [-2, bytes(e)]]) };
  }
  if (algorithm === "EdDSA") {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    return { key: privateKey, cose: new Map<number, Cbor>([[1, 1], [3, -8], [-1, 6], [-2, bytes(publicKey.export({ format: "jwk" }).x)]]) };
  }
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  return { key: privateKey, cose: new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]]) };
}

const PRESENT = 1, VERIFIED = 4, WITH_KEY = 64;

// What differs from an honest browser and device.
export interface Odd {
  origin?: string;
  site?: string; // the relying party's id
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  verified?: boolean;
  count?: number;
  handle?: string | null;
}

export class SoftKey {
  readonly id = randomBytes(32);
  readonly origin: string;
  readonly #key: KeyObject;
  readonly #cose: Map<number, Cbor>;
  readonly #hash: string | null;
  count = 1;
  #handle = "";

  constructor(server: Server, algorithm: Algorithm = "ES256") {
    this.origin = `http://localhost:${server.port}`; // what the program believes to be its address
    const pair = pairOf(algorithm);
    this.#key = pair.key;
    this.#cose = pair.cose;
    this.#hash = algorithm === "EdDSA" ? null : "sha256";
  }

  #client(type: string, question: Json, odd: Odd): string {
    return JSON.stringify({
      type: odd.type ?? type,
      challenge: odd.challenge ?? question.challenge,
      origin: odd.origin ?? this.origin,
      crossOrigin: odd.crossOrigin ?? false,
    });
  }

  #device(question: Json, odd: Odd, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(odd.count ?? this.count);
    const checked = odd.verified === false ? 0 : VERIFIED;
    return Buffer.concat([sha256(odd.site ?? question.rp_id), Buffer.from([flags | PRESENT | checked]), count]);
  }

  // The answer to /session/passkeys/begin, without its name.
  made(options: Json, odd: Odd = {}): { client_data: string; attestation_object: string } {
    this.#handle = options.user_id;
    const length = Buffer.from([0, this.id.length]);
    const device = Buffer.concat([this.#device(options.question, odd, WITH_KEY), Buffer.alloc(16), length, this.id, cbor(this.#cose)]);
    const attestation = cbor(new Map<string, Cbor>([["fmt", "none"], ["attStmt", new Map()], ["authData", device]]));
    return { client_data: text(this.#client("webauthn.create", options.question, odd)), attestation_object: text(attestation) };
  }

  // The answer to a question; the counter goes on.
  used(question: Json, odd: Odd = {}): Json {
    this.count += 1;
    const client = this.#client("webauthn.get", question, odd);
    const device = this.#device(question, odd, 0);
    const signature = sign(this.#hash, Buffer.concat([device, sha256(client)]), this.#key);
    const handle = odd.handle === undefined ? this.#handle : odd.handle;
    return {
      id: text(this.id),
      client_data: text(client),
      authenticator_data: text(device),
      signature: text(signature),
      ...(handle === null ? {} : { user_handle: handle }),
    };
  }
}
