/** The syntax tree of an expression. https://hl7.org/fhirpath/N1/grammar.html */

export type BinaryOperator =
  | '*' | '/' | 'div' | 'mod' | '+' | '-' | '&' | '|' | '<=' | '<' | '>' | '>=' | '=' | '~' | '!=' | '!~'
  | 'in' | 'contains' | 'and' | 'or' | 'xor' | 'implies'; // biome-ignore format: one table

export type Literal =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'string' | 'integer' | 'decimal' | 'date' | 'dateTime' | 'time'; readonly text: string }
  | { readonly type: 'quantity'; readonly text: string; readonly unit: string; readonly calendar: boolean };

export interface TypeName {
  readonly namespace?: string;
  readonly name: string;
}

export type Ast = { readonly at: number } & (
  | { readonly kind: 'empty' }
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Ast[] }
  | { readonly kind: 'scope'; readonly name: 'this' | 'index' | 'total' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'dot'; readonly left: Ast; readonly right: Ast }
  | { readonly kind: 'item'; readonly left: Ast; readonly index: Ast }
  | { readonly kind: 'sign'; readonly operator: '+' | '-'; readonly operand: Ast }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Ast; readonly right: Ast }
  | { readonly kind: 'type'; readonly operator: 'is' | 'as'; readonly left: Ast; readonly type: TypeName }
);
