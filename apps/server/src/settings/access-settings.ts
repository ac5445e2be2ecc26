/** The organisation's choices about access: docs/access.md */
import { readIdleMinutes, usualIdleMinutes } from '@charthouse/sign-in/idle-limits';
import { integer, labels, onOff, organizations } from './parsers.ts';
import { setting } from './setting.ts';

export const accessSettings = {
  careRelationship: setting({
    name: 'CHARTHOUSE_CARE_RELATIONSHIP',
    default: 'on',
    parse: onOff,
    help: 'clinicians see only the charts of patients they have to do with: by encounter, appointment, care team, order or task',
    part: 'access',
  }),
  careLeadDays: setting({
    name: 'CHARTHOUSE_CARE_LEAD_DAYS',
    default: '7',
    parse: integer(0, 365),
    help: 'days before it begins (an appointment to come) that such a relationship opens the chart',
    part: 'access',
  }),
  careGraceDays: setting({
    name: 'CHARTHOUSE_CARE_GRACE_DAYS',
    default: '30',
    parse: integer(0, 3_650),
    help: 'days after its end that it keeps the chart open',
    part: 'access',
  }),
  openLabels: setting({
    name: 'CHARTHOUSE_OPEN_LABELS',
    default: '',
    parse: labels,
    help: 'security labels of `meta.security` that hide nothing here, as `system|code`, separated by commas: a label that nobody knows hides what has it',
    part: 'access',
  }),
  partTwoPrograms: setting({
    name: 'CHARTHOUSE_PART_TWO_PROGRAMS',
    default: '',
    parse: organizations,
    help: 'organizations that are programs under 42 CFR Part 2, such as `Organization/detox`, separated by commas: what they make is labelled; after a change `charthouse jobs` shows older resources being labelled anew',
    part: 'access',
  }),
  breakGlassMinutes: setting({
    name: 'CHARTHOUSE_BREAK_GLASS_MINUTES',
    default: '60',
    parse: integer(1, 1_440),
    help: 'most minutes that a record opened in an emergency stays open',
    part: 'access',
  }),
  deniedBurst: setting({
    name: 'CHARTHOUSE_DENIED_BURST',
    default: '20',
    parse: integer(0, 100_000),
    help: 'refused requests of one account within CHARTHOUSE_DENIED_BURST_MINUTES that the privacy officer has to review; 0: none',
    part: 'access',
  }),
  deniedBurstMinutes: setting({
    name: 'CHARTHOUSE_DENIED_BURST_MINUTES',
    default: '10',
    parse: integer(1, 1_440),
    help: 'minutes within which so many refusals are a burst',
    part: 'access',
  }),
  recertifyMonths: setting({
    name: 'CHARTHOUSE_RECERTIFY_MONTHS',
    default: '6',
    parse: integer(0, 120),
    help: 'months after which an administrator confirms what an account may do, or takes it away; 0: never',
    part: 'access',
  }),
  idleMinutes: setting({
    name: 'CHARTHOUSE_IDLE_MINUTES',
    default: Object.entries(usualIdleMinutes)
      .map((pair) => pair.join('='))
      .join(','),
    parse: readIdleMinutes,
    help: 'minutes without a request after which a session ends, by role; of several roles the shortest counts, and a role that is not named keeps what stands here; `others` is for all other roles',
    part: 'access',
  }),
} as const;
