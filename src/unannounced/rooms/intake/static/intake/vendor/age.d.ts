/** What the app uses of age-encryption. */
export class Encrypter {
  addRecipient(recipient: string): void;
  setPassphrase(passphrase: string): void;
  setScryptWorkFactor(work: number): void;
  encrypt(file: Uint8Array | string): Promise<Uint8Array>;
}
export class Decrypter {
  addIdentity(identity: string): void;
  addPassphrase(passphrase: string): void;
  decrypt(file: Uint8Array, format?: "uint8array"): Promise<Uint8Array>;
  decrypt(file: Uint8Array, format: "text"): Promise<string>;
  decryptHeader(header: Uint8Array): Promise<Uint8Array>;
}
export namespace armor {
  function encode(file: Uint8Array): string;
  function decode(text: string): Uint8Array;
}
export function generateHybridIdentity(): Promise<string>;
export function identityToRecipient(identity: string): Promise<string>;
