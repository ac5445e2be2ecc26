/** and, or, xor, implies over true, false and unknown. https://hl7.org/fhirpath/N1/#boolean-logic */

export type Truth = boolean | undefined;

/** `decided`: the left side alone decides the answer, the right one is not evaluated. */
interface Connective {
  readonly decided: (left: Truth) => Truth;
  readonly joined: (left: Truth, right: Truth) => Truth;
}

export const connectives: Readonly<Record<'and' | 'or' | 'xor' | 'implies', Connective>> = {
  and: {
    decided: (left) => (left === false ? false : undefined),
    joined: (left, right) => (right === false ? false : left && right),
  },
  or: {
    decided: (left) => (left === true ? true : undefined),
    joined: (left, right) => (right === true ? true : left === undefined ? undefined : right),
  },
  xor: {
    decided: () => undefined,
    joined: (left, right) => (left === undefined || right === undefined ? undefined : left !== right),
  },
  implies: {
    decided: (left) => (left === false ? true : undefined),
    joined: (left, right) => (left === undefined ? (right === true ? true : undefined) : right),
  },
};
