// @ts-check
/**
 * Marks put together where they would lie on each other: the twin of `crafts/clustering.py`.
 * `testdata/vectors/map.json` holds what both must answer.
 */

/**
 * Places that are shown as one mark: where, and which, by their numbers from 0.
 * @typedef {{ x: number, y: number, members: number[] }} Group
 *
 * What lies in a square of the grid.
 * @typedef {{ column: number, row: number, x: number, y: number, members: number[] }} Square
 */

const COLUMNS = 2 ** 26; // more than any map has, so that a row and a column make one number

/**
 * Places in groups, those of squares `width` wide; every place is in one group.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} width
 * @returns {Group[]}
 */
export function clustered(x, y, width) {
  const squares = gathered(x, y, width);
  const seeds = [...squares.values()].sort(
    (one, other) => other.members.length - one.members.length || one.row - other.row || one.column - other.column,
  );
  const groups = [];
  for (const seed of seeds) {
    if (squares.delete(key(seed.column, seed.row))) groups.push(joined([seed, ...near(seed, squares, width)]));
  }
  return groups.sort((one, other) => one.y - other.y || one.x - other.x);
}

/**
 * @param {number} column
 * @param {number} row
 */
function key(column, row) {
  return row * COLUMNS + column;
}

/**
 * The squares in which something lies, each with the middle of what lies in it.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} width
 * @returns {Map<number, Square>}
 */
function gathered(x, y, width) {
  /** @type {Map<number, Square>} */
  const squares = new Map();
  for (let number = 0; number < x.length; number += 1) {
    const column = Math.floor(x[number] / width);
    const row = Math.floor(y[number] / width);
    let square = squares.get(key(column, row));
    if (!square) squares.set(key(column, row), (square = { column, row, x: 0, y: 0, members: [] }));
    square.x += x[number];
    square.y += y[number];
    square.members.push(number);
  }
  for (const square of squares.values()) {
    square.x /= square.members.length;
    square.y /= square.members.length;
  }
  return squares;
}

/**
 * The neighbours of a square whose middle is nearer than a square is wide; they are taken out of `squares`.
 * @param {Square} seed
 * @param {Map<number, Square>} squares
 * @param {number} width
 * @returns {Square[]}
 */
function near(seed, squares, width) {
  const taken = [];
  for (let row = seed.row - 1; row <= seed.row + 1; row += 1) {
    for (let column = seed.column - 1; column <= seed.column + 1; column += 1) {
      const other = squares.get(key(column, row));
      if (other && (other.x - seed.x) ** 2 + (other.y - seed.y) ** 2 < width * width) {
        squares.delete(key(column, row));
        taken.push(other);
      }
    }
  }
  return taken;
}

/**
 * @param {Square[]} squares
 * @returns {Group}
 */
function joined(squares) {
  let [x, y] = [0, 0];
  /** @type {number[]} */
  const members = [];
  for (const square of squares) {
    x += square.x * square.members.length;
    y += square.y * square.members.length;
    members.push(...square.members);
  }
  return { x: x / members.length, y: y / members.length, members: members.sort((one, other) => one - other) };
}
