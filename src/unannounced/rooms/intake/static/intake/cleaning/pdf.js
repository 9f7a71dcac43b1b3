// @ts-check
/**
 * PDF (ISO 32000): everything that can be reached from its catalogue is written anew, under other numbers and in one piece, so that
 * earlier versions, times and names of a file go; what is reached says no more who made it, when and with what, nor do pictures in it.
 *
 * A PDF that is encrypted, signed or damaged, or that holds other files, is not let by.
 */

import { PDFArray, PDFContext, PDFDict, PDFHexString, PDFName, PDFParser, PDFRawStream, PDFRef, PDFStreamWriter } from "../vendor/pdf.js";
import { PDFString, decodePDFRawStream } from "../vendor/pdf.js";
import { isJpeg, jpeg } from "./jpeg.js";
import { jpeg2000 } from "./jpeg2000.js";
import { isLocal, isOfFile, nameIn } from "./names.js";
import { Malformed } from "./pieces.js";

/** @typedef {import("../vendor/pdf.js").PDFObject} PDFObject */

/** Objects between two breaths of the page. */
const AT_ONCE = 500;
const DEEPEST = 200;
/** What is said under these names goes, wherever it stands. */
const GONE = new Set([
  ...["Metadata", "PieceInfo", "LastModified", "CreationDate", "ModDate", "SpiderInfo", "Thumb", "OutputIntents", "OPI", "CreatorInfo"],
  ...["DefaultGray", "DefaultRGB", "DefaultCMYK", "Win"],
]);
/** Of a note on a page: who wrote it, when, and its own number. */
const OF_NOTES = new Set(["T", "M", "NM"]);
const REFUSED = new Set(["EF", "XFA", "ByteRange", "Encrypt", "EmbeddedFiles"]);
const DEVICES = /** @type {Record<string, string>} */ ({ 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" });
const named = (/** @type {string} */ name) => PDFName.of(name);

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} rejects with `Malformed`, and with whatever the parser throws */
export async function pdf(bytes) {
  const context = await PDFParser.forBytesWithOptions(bytes, AT_ONCE, true).parseDocument();
  const { Root, Encrypt } = context.trailerInfo;
  const catalogue = context.lookup(Root);
  if (Encrypt || !(Root instanceof PDFRef) || !(catalogue instanceof PDFDict) || !(catalogue.lookup(named("Pages")) instanceof PDFDict)) throw new Malformed();
  const anew = PDFContext.create();
  anew.trailerInfo = { Root: new Copying(context, anew).whole(Root) };
  return PDFStreamWriter.forContext(anew, AT_ONCE).serializeToBuffer();
}

class Copying {
  /** @param {PDFContext} from @param {PDFContext} to */
  constructor(from, to) {
    this.from = from;
    this.to = to;
    /** @type {Map<PDFRef, PDFRef>} */
    this.copies = new Map();
    /** @type {PDFRef[]} */
    this.waiting = [];
  }

  /** Copy an object and all that can be reached from it. @param {PDFRef} first @returns {PDFRef} */
  whole(first) {
    const copy = this.copyOf(first);
    for (let one = this.waiting.pop(); one; one = this.waiting.pop()) {
      const object = this.from.lookup(one);
      if (object) this.to.assign(this.copyOf(one), this.copied(object));
    }
    return copy;
  }

  /** @param {PDFRef} ref */
  copyOf(ref) {
    const known = this.copies.get(ref);
    if (known) return known;
    const copy = this.to.nextRef();
    this.copies.set(ref, copy);
    this.waiting.push(ref);
    return copy;
  }

  /** @param {PDFObject} object @param {number} [depth] @returns {PDFObject} */
  copied(object, depth = 0) {
    if (depth > DEEPEST) throw new Malformed();
    if (object instanceof PDFRef) return this.copyOf(object);
    if (object instanceof PDFArray) return this.colours(object) ?? this.list(object, depth);
    if (object instanceof PDFDict) return this.dictionary(object, depth);
    return object instanceof PDFRawStream ? this.stream(object, depth) : object;
  }

  /** @param {PDFArray} array @param {number} depth */
  list(array, depth) {
    const copy = PDFArray.withContext(this.to);
    for (const one of array.asArray()) copy.push(this.copied(one, depth + 1));
    return copy;
  }

  /**
   * A profile of colours can name a device: the device's own colours stand in its place.
   * @param {PDFArray} array
   * @returns {PDFObject | null} null where it is no such profile
   */
  colours(array) {
    const [kind, profile] = array.asArray();
    if (kind !== named("ICCBased")) return null;
    const stream = this.from.lookup(profile);
    const name = stream instanceof PDFRawStream ? DEVICES[String(stream.dict.lookup(named("N")))] : undefined;
    if (!name) throw new Malformed();
    return named(name);
  }

  /** @param {PDFDict} dict @param {number} depth */
  dictionary(dict, depth) {
    const copy = PDFDict.withContext(this.to);
    const isNote = dict.has(named("Rect")) && dict.lookup(named("Subtype")) !== named("Widget");
    const isFile = dict.lookup(named("Type")) === named("Filespec") || dict.has(named("S"));
    const isThread = dict.lookup(named("Type")) === named("Thread");
    for (const [key, value] of dict.entries()) {
      const name = key.decodeText();
      if (REFUSED.has(name) || (name === "Type" && value === named("EmbeddedFile"))) throw new Malformed();
      if (GONE.has(name) || (isNote && OF_NOTES.has(name)) || (isThread && name === "I") || (name === "M" && dict.has(named("Rect")))) continue;
      const leads = (isFile && (name === "F" || name === "UF")) || name === "URI" || name === "Base";
      copy.set(key, leads ? this.way(value) : this.copied(value, depth + 1));
    }
    return copy;
  }

  /** A way to a file on a device, cut down to its name. @param {PDFObject} value @returns {PDFObject} */
  way(value) {
    const meant = this.from.lookup(value);
    if (!(meant instanceof PDFString || meant instanceof PDFHexString)) return this.copied(value);
    const said = meant.decodeText();
    return isLocal(said) && isOfFile(said) ? PDFHexString.fromText(nameIn(said)) : meant;
  }

  /** @param {PDFRawStream} stream @param {number} depth */
  stream(stream, depth) {
    const filters = this.filtersOf(stream);
    const last = filters.at(-1);
    const dict = this.dictionary(stream.dict, depth + 1);
    if (last === "Crypt") throw new Malformed();
    if (last !== "DCTDecode" && last !== "DCT" && last !== "JPXDecode") return PDFRawStream.of(dict, stream.contents);
    const packed = filters.length > 1 ? this.unpacked(stream, filters.slice(0, -1), dict) : stream.contents;
    return PDFRawStream.of(dict, last === "JPXDecode" ? jpeg2000(packed) : picture(packed));
  }

  /** @param {PDFRawStream} stream @returns {string[]} */
  filtersOf({ dict }) {
    const said = dict.lookup(named("Filter"));
    const all = said instanceof PDFArray ? said.asArray().map((one) => this.from.lookup(one)) : said ? [said] : [];
    return all.map((one) => (one instanceof PDFName ? one.decodeText() : ""));
  }

  /** A picture that is packed once more, without that; `dict` says so from then on. @param {PDFRawStream} stream @param {string[]} filters @param {PDFDict} dict */
  unpacked(stream, filters, dict) {
    const outer = PDFDict.withContext(this.from);
    const names = PDFArray.withContext(this.from);
    for (const one of filters) names.push(named(one));
    outer.set(named("Filter"), names);
    const settings = stream.dict.lookup(named("DecodeParms"));
    const own = settings instanceof PDFArray ? settings.asArray().map((one) => this.from.lookup(one)) : [];
    if (own.slice(0, -1).some((one) => one instanceof PDFDict)) throw new Malformed();
    dict.delete(named("DecodeParms"));
    const ofPicture = own[filters.length];
    if (ofPicture instanceof PDFDict) dict.set(named("DecodeParms"), this.copied(ofPicture));
    dict.set(named("Filter"), named(this.filtersOf(stream)[filters.length]));
    return decodePDFRawStream(PDFRawStream.of(outer, stream.contents)).decode();
  }
}

/** @param {Uint8Array} bytes */
function picture(bytes) {
  if (!isJpeg(bytes)) throw new Malformed();
  return jpeg(bytes);
}
