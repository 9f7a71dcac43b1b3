// @ts-check
/**
 * Where a place is on a map: the twin of `crafts/projecting.py`, for the places alone; the land comes drawn.
 * `testdata/vectors/map.json` holds what both must answer.
 */

/**
 * How degrees become units of a map.
 * @typedef {{ way: string, longitude: number, latitude: number, scale: number, left: number, top: number,
 *   width: number, height: number }} Frame
 */

const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const ROOT = Math.sqrt(3);
const RADIANS = Math.PI / 180;
export const KILOMETRES = 6371.0072; // radius of a sphere with the surface of the Earth

/**
 * A place on the Equal Earth map in radii; the longitude counts from the middle of the map.
 * @param {number} longitude
 * @param {number} latitude
 * @returns {[number, number]}
 */
function equalEarth(longitude, latitude) {
  const theta = Math.asin((ROOT / 2) * Math.sin(latitude * RADIANS));
  const squared = theta * theta;
  const sixth = squared * squared * squared;
  const stretch = A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared);
  const x = (((2 * ROOT) / 3) * longitude * RADIANS * Math.cos(theta)) / stretch;
  return [x, theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared))];
}

/**
 * A place on Lambert's equal-area map around the middle of a frame, in radii.
 * @param {Frame} frame
 * @param {number} longitude
 * @param {number} latitude
 * @returns {[number, number]}
 */
function azimuthal(frame, longitude, latitude) {
  const middle = frame.latitude * RADIANS;
  const phi = latitude * RADIANS;
  const turned = (longitude - frame.longitude) * RADIANS;
  const cosine = Math.sin(middle) * Math.sin(phi) + Math.cos(middle) * Math.cos(phi) * Math.cos(turned);
  const stretch = Math.sqrt(2 / Math.max(1 + cosine, 1e-9));
  const up = Math.cos(middle) * Math.sin(phi) - Math.sin(middle) * Math.cos(phi) * Math.cos(turned);
  return [stretch * Math.cos(phi) * Math.sin(turned), stretch * up];
}

/**
 * A place in units of a frame.
 * @param {Frame} frame
 * @param {number} longitude in degrees
 * @param {number} latitude in degrees
 * @returns {[number, number]}
 */
export function placed(frame, longitude, latitude) {
  const turned = ((((longitude - frame.longitude + 180) % 360) + 360) % 360) - 180;
  const [x, y] = frame.way === "azimuthal" ? azimuthal(frame, longitude, latitude) : equalEarth(turned, latitude);
  return [x * frame.scale + frame.left, frame.top - y * frame.scale];
}
