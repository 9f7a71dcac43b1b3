// @ts-check
/** Packages: what a device gets with its code, and by each letter from then on (docs/field-protocol.md). */

import { openText, withoutArmour } from "./sealing.js";
import { PACKAGE } from "./codes.js";

/**
 * @param {import("./holding.js").Holding} holding open
 * @param {any[]} places every place of the State
 * @param {{id: string, person: {id: string, name: string}, writeOnly: boolean}} device
 * @param {string} lettersKey by which the device knows letters of the delegation
 * @returns {Promise<any>}
 */
export async function packed(holding, places, device, lettersKey) {
  const { visit, checklists, newest } = holding.held;
  const writeOnly = device.writeOnly || visit.write_only;
  return {
    format: PACKAGE,
    visit: visit.id,
    name: visit.name,
    begins: visit.begins,
    ends: visit.ends,
    zone: visit.zone,
    recipient: holding.recipient,
    version: newest,
    identity: writeOnly ? null : holding.newest,
    write_only: writeOnly,
    member: { id: device.person.id, name: device.person.name },
    device: device.id,
    letters_key: lettersKey,
    places,
    itinerary: await itinerary(holding),
    checklists,
  };
}

/** The newest itinerary in clear, in this browser alone. @param {import("./holding.js").Holding} holding @returns {Promise<any>} */
export async function itinerary(holding) {
  const held = holding.held.itinerary;
  if (!held || !holding.has(held.version)) return null;
  return JSON.parse(await openText(withoutArmour(held.sealed), holding.identityOf(held.version)));
}
