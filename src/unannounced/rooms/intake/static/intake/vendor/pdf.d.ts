/** What the intake room uses of @cantoo/pdf-lib: objects of a PDF, its parser, and what writes it. */
export class PDFObject {
  private readonly isObject: true;
}
export class PDFName extends PDFObject {
  static of(name: string): PDFName;
  decodeText(): string;
}
export class PDFRef extends PDFObject {
  readonly tag: string;
}
export class PDFString extends PDFObject {
  static of(value: string): PDFString;
  decodeText(): string;
}
export class PDFHexString extends PDFObject {
  static fromText(value: string): PDFHexString;
  decodeText(): string;
}
export class PDFArray extends PDFObject {
  static withContext(context: PDFContext): PDFArray;
  push(object: PDFObject): void;
  asArray(): PDFObject[];
}
export class PDFDict extends PDFObject {
  static withContext(context: PDFContext): PDFDict;
  set(key: PDFName, value: PDFObject): void;
  get(key: PDFName): PDFObject | undefined;
  has(key: PDFName): boolean;
  lookup(key: PDFName): PDFObject | undefined;
  delete(key: PDFName): boolean;
  entries(): [PDFName, PDFObject][];
}
export class PDFRawStream extends PDFObject {
  static of(dict: PDFDict, contents: Uint8Array): PDFRawStream;
  readonly dict: PDFDict;
  readonly contents: Uint8Array;
}
export class PDFContext {
  static create(): PDFContext;
  trailerInfo: { Root?: PDFObject; Encrypt?: PDFObject };
  lookup(object: PDFObject | undefined): PDFObject | undefined;
  nextRef(): PDFRef;
  assign(ref: PDFRef, object: PDFObject): void;
}
export class PDFParser {
  static forBytesWithOptions(bytes: Uint8Array, objectsPerTick: number, throwOnInvalidObject: boolean): PDFParser;
  parseDocument(): Promise<PDFContext>;
}
export class PDFStreamWriter {
  static forContext(context: PDFContext, objectsPerTick: number): PDFStreamWriter;
  serializeToBuffer(): Promise<Uint8Array>;
}
export function decodePDFRawStream(stream: PDFRawStream): { decode(): Uint8Array };
