/** The UCUM units of clinical use: https://ucum.org/ucum (tables 1 to 11). Units not listed are compared as written. */

/** Exponents of g, m, s, K, C, cd, rad and of what UCUM counts but medicine never mixes: mol, [iU], … */
export type Dimensions = Readonly<Record<string, number>>;

export interface Atom {
  readonly factor: number;
  readonly dimensions: Dimensions;
  /** Takes prefixes (`m`, `k`, …). */
  readonly metric?: boolean;
  /** Added after the factor, for temperature scales. */
  readonly offset?: number;
}

const second = (factor: number, metric = false): Atom => ({ factor, dimensions: { s: 1 }, metric });
const gram = (factor: number, metric = false): Atom => ({ factor, dimensions: { g: 1 }, metric });
const metre = (factor: number): Atom => ({ factor, dimensions: { m: 1 } });
const volume = (factor: number, metric = false): Atom => ({ factor, dimensions: { m: 3 }, metric });
const pure = (factor: number): Atom => ({ factor, dimensions: {} });
const pressure = (factor: number, metric = true): Atom => ({ factor, dimensions: { g: 1, m: -1, s: -2 }, metric });
const energy = (factor: number): Atom => ({ factor, dimensions: { g: 1, m: 2, s: -2 }, metric: true });
/** Of its own kind: converts to nothing else. */
const own = (name: string): Atom => ({ factor: 1, dimensions: { [name]: 1 }, metric: true });

export const atoms: Readonly<Record<string, Atom>> = {
  g: gram(1, true),
  m: { ...metre(1), metric: true },
  s: second(1, true),
  K: { factor: 1, dimensions: { K: 1 }, metric: true },
  C: { factor: 1, dimensions: { C: 1 }, metric: true },
  cd: { factor: 1, dimensions: { cd: 1 }, metric: true },
  rad: { factor: 1, dimensions: { rad: 1 }, metric: true },
  mol: own('mol'),
  // biome-ignore format: one table
  min: second(60),
  h: second(3600),
  d: second(86_400),
  wk: second(604_800),
  mo: second(2_629_800),
  a: second(31_557_600),
  mo_j: second(2_629_800),
  a_j: second(31_557_600),
  // biome-ignore format: one table
  L: volume(1e-3, true),
  l: volume(1e-3, true),
  '[drp]': volume(5e-8),
  '[foz_us]': volume(2.95735295625e-5),
  '[pt_us]': volume(4.73176473e-4),
  '[qt_us]': volume(9.46352946e-4),
  '[gal_us]': volume(3.785411784e-3),
  '[tsp_us]': volume(4.92892159375e-6),
  '[tbs_us]': volume(1.478676478125e-5),
  '[cup_us]': volume(2.365882365e-4),
  // biome-ignore format: one table
  '[in_i]': metre(0.0254),
  '[ft_i]': metre(0.3048),
  '[yd_i]': metre(0.9144),
  '[mi_i]': metre(1609.344),
  Ao: metre(1e-10),
  // biome-ignore format: one table
  '[lb_av]': gram(453.59237),
  '[oz_av]': gram(28.349523125),
  '[gr]': gram(0.06479891),
  '[stone_av]': gram(6350.29318),
  t: gram(1e6, true),
  u: gram(1.6605402e-24, true),
  // biome-ignore format: one table
  '%': pure(1e-2),
  '[ppth]': pure(1e-3),
  '[ppm]': pure(1e-6),
  '[ppb]': pure(1e-9),
  '10*': pure(10),
  '10^': pure(10),
  '[pi]': pure(Math.PI),
  deg: { factor: Math.PI / 180, dimensions: { rad: 1 } },
  // biome-ignore format: one table
  Pa: pressure(1e3),
  bar: pressure(1e8),
  'm[Hg]': pressure(133_322_000),
  'm[H2O]': pressure(9_806_650),
  '[psi]': pressure(6_894_757.293168, false),
  atm: pressure(101_325_000, false),
  J: energy(1e3),
  cal: energy(4184),
  '[Cal]': { ...energy(4_184_000), metric: false },
  N: { factor: 1e3, dimensions: { g: 1, m: 1, s: -2 }, metric: true },
  W: { factor: 1e3, dimensions: { g: 1, m: 2, s: -3 }, metric: true },
  Hz: { factor: 1, dimensions: { s: -1 }, metric: true },
  A: { factor: 1, dimensions: { C: 1, s: -1 }, metric: true },
  V: { factor: 1e3, dimensions: { g: 1, m: 2, s: -2, C: -1 }, metric: true },
  Ohm: { factor: 1e3, dimensions: { g: 1, m: 2, s: -1, C: -2 }, metric: true },
  S: { factor: 1e-3, dimensions: { g: -1, m: -2, s: 1, C: 2 }, metric: true },
  Cel: { factor: 1, dimensions: { K: 1 }, offset: 273.15, metric: true },
  '[degF]': { factor: 5 / 9, dimensions: { K: 1 }, offset: 273.15 - (32 * 5) / 9 },
  U: { factor: 1e-6 / 60, dimensions: { mol: 1, s: -1 }, metric: true },
  kat: { factor: 1, dimensions: { mol: 1, s: -1 }, metric: true },
  Gy: { factor: 1, dimensions: { m: 2, s: -2 }, metric: true },
  Sv: { factor: 1, dimensions: { m: 2, s: -2, sievert: 1 }, metric: true },
  Bq: { factor: 1, dimensions: { becquerel: 1, s: -1 }, metric: true },
  Ci: { factor: 3.7e10, dimensions: { becquerel: 1, s: -1 }, metric: true },
  // biome-ignore format: one table
  eq: own('eq'),
  osm: own('osm'),
  '[iU]': own('iU'),
  '[IU]': own('iU'),
  '[pH]': own('pH'),
  dB: own('dB'),
  '[CFU]': own('CFU'),
  "[arb'U]": own('arb'),
  '[diop]': { factor: 1, dimensions: { m: -1 } },
  '[HPF]': own('HPF'),
  '[LPF]': own('LPF'),

  '[MET]': own('MET'),
};

export const prefixes: Readonly<Record<string, number>> = {
  // biome-ignore format: one table
  Y: 1e24,
  Z: 1e21,
  E: 1e18,
  P: 1e15,
  T: 1e12,
  G: 1e9,
  M: 1e6,
  k: 1e3,
  h: 1e2,
  da: 1e1,
  d: 1e-1,
  c: 1e-2,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
  p: 1e-12,
  f: 1e-15,
  a: 1e-18,
  z: 1e-21,
  y: 1e-24,
};
