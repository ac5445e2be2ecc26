/** The states of this desk's tasks. DOMAIN words are those of the trade: what a clinician declines goes back to the analyst. */
import type { TaskMachine } from '@charthouse/worklist';
import { taskSystem } from './codes.ts';

const open = ['draft', 'requested', 'in-progress', 'on-hold', 'ready', 'rejected'] as const;

/** Draft: proposed. Ready: done, awaiting check. Rejected: declined. Failed: not obtainable. Cancelled: retired. */
export const deficiencyMachine: TaskMachine = {
  id: 'deficiency',
  system: taskSystem,
  codes: ['deficiency'],
  starts: ['draft', 'requested', 'failed'],
  moves: [
    { id: 'give', from: ['draft'], to: 'requested', needs: 'completion.analyse', given: ['owner'] },
    { id: 'assign', from: open, needs: 'completion.analyse', given: ['owner'] },
    { id: 'claim', from: ['requested'], to: 'in-progress', given: ['owner'] },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', given: ['statusReason'] },
    { id: 'resume', from: ['on-hold'], to: 'requested' },
    { id: 'done', from: ['requested', 'in-progress', 'on-hold'], to: 'ready', given: ['output'] },
    {
      id: 'decline',
      from: ['requested', 'in-progress'],
      to: 'rejected',
      needs: 'completion.sign',
      given: ['statusReason'],
    },
    { id: 'send-back', from: ['ready', 'rejected'], to: 'requested', needs: 'completion.analyse', given: ['owner'] },
    { id: 'finish', from: [...open, 'failed'], to: 'completed', needs: 'completion.analyse', given: ['output'] },
    { id: 'not-obtainable', from: open, to: 'failed', needs: 'completion.analyse', given: ['statusReason'] },
    { id: 'dismiss', from: [...open, 'failed'], to: 'cancelled', needs: 'completion.analyse', given: ['statusReason'] },
    { id: 'retire', from: open, to: 'cancelled', needs: 'completion.suspend', given: ['statusReason'] },
    {
      id: 'reopen',
      from: ['completed', 'failed', 'cancelled'],
      to: 'requested',
      needs: 'completion.analyse',
      given: ['statusReason'],
    },
  ],
};

const chartOpen = ['requested', 'received', 'in-progress', 'ready', 'completed'] as const;

/** Requested: discharged, not received. In progress: incomplete. Ready: awaiting re-analysis. On hold: the discharge was cancelled. */
export const chartMachine: TaskMachine = {
  id: 'chart',
  system: taskSystem,
  codes: ['chart'],
  starts: ['requested', 'received', 'in-progress', 'completed'],
  moves: [
    { id: 'receive', from: ['requested', 'on-hold', 'cancelled'], to: 'received', needs: 'completion.analyse' },
    { id: 'not-received', from: ['received', 'on-hold', 'cancelled'], to: 'requested', needs: 'completion.analyse' },
    { id: 'incomplete', from: ['requested', 'received', 'ready'], to: 'in-progress', needs: 'completion.analyse' },
    { id: 're-analyse', from: ['in-progress'], to: 'ready', needs: 'completion.analyse' },
    {
      id: 'complete',
      from: ['requested', 'received', 'ready', 'in-progress'],
      to: 'completed',
      needs: 'completion.analyse',
    },
    { id: 'reopen', from: ['completed'], to: 'in-progress', needs: 'completion.analyse' },
    { id: 'assign', from: chartOpen, needs: 'completion.analyse', given: ['owner'] },
    { id: 'cancel-discharge', from: chartOpen, to: 'on-hold', needs: 'completion.analyse', given: ['statusReason'] },
    {
      id: 'retire',
      from: [...chartOpen, 'on-hold'],
      to: 'cancelled',
      needs: 'completion.analyse',
      given: ['statusReason'],
    },
  ],
};

/** The record contradicts itself: it is put right, or somebody says why it stays. */
export const checkMachine: TaskMachine = {
  id: 'check-chart',
  system: taskSystem,
  codes: ['check-chart'],
  starts: ['requested'],
  moves: [
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', given: ['owner'] },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
    { id: 'assign', from: ['requested', 'in-progress', 'on-hold'], needs: 'completion.analyse', given: ['owner'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', given: ['statusReason'] },
    {
      id: 'finish',
      from: ['requested', 'in-progress', 'on-hold'],
      to: 'completed',
      needs: 'completion.analyse',
      given: ['output'],
    },
    {
      id: 'dismiss',
      from: ['requested', 'in-progress', 'on-hold'],
      to: 'cancelled',
      needs: 'completion.analyse',
      given: ['statusReason'],
    },
    {
      id: 'reopen',
      from: ['completed', 'cancelled'],
      to: 'requested',
      needs: 'completion.analyse',
      given: ['statusReason'],
    },
  ],
};

/** Requested: proposed. Accepted: approved. In progress: effective. Completed: lifted. Rejected: the chief refused. Cancelled: withdrawn. */
export const suspensionMachine: TaskMachine = {
  id: 'suspension',
  system: taskSystem,
  codes: ['suspension'],
  starts: ['requested'],
  moves: [
    { id: 'approve', from: ['requested'], to: 'accepted', needs: 'completion.approve' },
    { id: 'refuse', from: ['requested'], to: 'rejected', needs: 'completion.approve', given: ['statusReason'] },
    { id: 'enforce', from: ['accepted'], to: 'in-progress', needs: 'completion.suspend', isFinal: true },
    {
      id: 'lift',
      from: ['in-progress'],
      to: 'completed',
      needs: 'completion.suspend',
      given: ['output'],
      isFinal: true,
    },
    {
      id: 'withdraw',
      from: ['requested', 'accepted'],
      to: 'cancelled',
      needs: 'completion.suspend',
      given: ['statusReason'],
    },
  ],
};
