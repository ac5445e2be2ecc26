/** The moves that the tasks of a list have and that somebody may make. */
import type { Move, Worklist } from '@charthouse/worklist';
import { useMemo } from 'react';
import { useKernel } from './kernel-context.ts';
import { useMe } from './me.ts';

export function useListMoves({ takes }: Worklist): readonly Move[] {
  const { desks } = useKernel();
  const { permissions } = useMe();
  return useMemo(() => {
    const machines = desks.flatMap((desk) => desk.machines);
    const own = takes?.length ? machines.filter(({ codes }) => codes.some((code) => takes.includes(code))) : machines;
    const moves = new Map<string, Move>();
    for (const move of own.flatMap((machine) => machine.moves))
      if (move.needs === undefined || permissions.includes(move.needs))
        moves.set(move.id, {
          ...move,
          given: [...new Set([...(moves.get(move.id)?.given ?? []), ...(move.given ?? [])])],
        });
    return [...moves.values()];
  }, [desks, takes, permissions]);
}
