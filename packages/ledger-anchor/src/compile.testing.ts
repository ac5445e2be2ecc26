/** Compiles the contract as it is shipped. https://docs.soliditylang.org/en/latest/using-the-compiler.html */
import { readFileSync } from 'node:fs';
import solc from 'solc';

interface Compiled {
  /** Without 0x. */
  readonly code: string;
  readonly selectors: Readonly<Record<string, string>>;
}

export function compiled(): Compiled {
  const content = readFileSync(new URL('ledger-anchor.sol', import.meta.url), 'utf8');
  const input = {
    language: 'Solidity',
    sources: { 'ledger-anchor.sol': { content } },
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true },
      outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
    },
  };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input)));
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const { evm } = contracts['ledger-anchor.sol'].LedgerAnchor;
  return { code: evm.bytecode.object, selectors: evm.methodIdentifiers };
}
