/** A desk that no hospital has: the smallest that brings everything a desk can bring. Lost umbrellas are looked after. */
import {
  type Desk,
  openHere,
  type PlacementRule,
  type TaskMachine,
  taskSystem,
  type Worklist,
} from '@charthouse/worklist';

const found: Worklist = {
  id: 'umbrellas/found',
  needs: 'documents.index',
  takes: ['return-umbrella'],
  query: openHere,
  sort: 'due',
  columns: ['what', 'since', 'due', 'owner'],
  ages: { amber: 24, red: 72 },
};

const golden: Worklist = { ...found, id: 'umbrellas/golden', takes: [], columns: ['what', 'due', 'owner'] };

/** An umbrella that was handed over is gone: that cannot be taken back. */
const returning: TaskMachine = {
  id: 'returning',
  system: taskSystem,
  codes: ['return-umbrella'],
  starts: ['requested'],
  moves: [
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', needs: 'documents.index', given: ['owner'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', given: ['statusReason'] },
    { id: 'route', from: ['requested', 'in-progress'], given: ['list'] },
    {
      id: 'hand-over',
      from: ['in-progress'],
      to: 'completed',
      needs: 'documents.index',
      given: ['output'],
      isFinal: true,
    },
  ],
};

const goldenOnes: PlacementRule = {
  id: 'golden-umbrellas',
  title: 'Golden umbrellas are locked away',
  when: [{ field: 'description', test: 'has', values: ['gold'] }],
  to: 'umbrellas/golden',
};

export const umbrellas: Desk = {
  id: 'umbrellas',
  lists: [found, golden],
  machines: [returning],
  rules: [goldenOnes],
  words: {
    en: {
      title: 'Umbrellas',
      lists: {
        found: { title: 'Umbrellas found', empty: 'Nobody lost an umbrella.', why: 'An umbrella was found.' },
        golden: { title: 'Golden umbrellas', empty: 'No golden one was found.', why: 'It is of gold.' },
      },
      kinds: { 'return-umbrella': 'Return an umbrella' },
      moves: { 'hand-over': 'Hand over' },
    },
    es: {
      title: 'Paraguas',
      lists: {
        found: { title: 'Paraguas encontrados', empty: 'Nadie perdió un paraguas.', why: 'Se encontró un paraguas.' },
        golden: { title: 'Paraguas de oro', empty: 'No se encontró ninguno de oro.', why: 'Es de oro.' },
      },
      kinds: { 'return-umbrella': 'Devolver un paraguas' },
      moves: { 'hand-over': 'Entregar' },
    },
  },
};
