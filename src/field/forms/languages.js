/** Languages in which people are spoken with, by their codes (ISO 639); their names come from the browser. */
export const LANGUAGES = (
  "am ar az ba be bg bn bs ca ce cs da de el en es et fa fi fr he hi hr hu hy id is it ka kk ky ku ln lt lv mk mn ms mt my ne nl no pa pl ps pt " +
  "rom ro ru sk sl so sq sr sv sw ta tg ti tk tl tr tt uk ur uz vi wo yo zh"
).split(" ");
