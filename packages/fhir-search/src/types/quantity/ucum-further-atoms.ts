/** Further units of UCUM: they are known to be units, and compared as written. https://ucum.org/ucum */
import type { Atom } from './ucum-atoms.ts';

const metric = `
  sr F Wb T H lm lx ar pc [c] [h] [k] [eps_0] [mu_0] [e] eV [m_e] [m_p] [G] [g] [ly] gf Ky Gal dyn erg P Bi St Mx G Oe Gb sb Lmb ph
  R RAD REM cal_[15] cal_[20] cal_m cal_IT cal_th tex g% Np B B[SPL] B[V] B[mV] B[uV] B[10.nV] B[W] B[kW] st mho bit By Bd cP cSt pT
`;

const plain = `
  [pptr] gon ' '' a_t a_g mo_s mo_g AU Torr [fth_i] [nmi_i] [kn_i] [sin_i] [sft_i] [syd_i] [cin_i] [cft_i] [cyd_i] [bf_i] [cr_i]
  [mil_i] [cml_i] [hd_i] [ft_us] [yd_us] [in_us] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us] [fth_us] [fur_us] [mi_us] [acr_us]
  [srd_us] [smi_us] [sct] [twp] [mil_us] [in_br] [ft_br] [rd_br] [ch_br] [lk_br] [fth_br] [pc_br] [yd_br] [mi_br] [nmi_br] [kn_br]
  [acr_br] [bbl_us] [gil_us] [fdr_us] [min_us] [crd_us] [bu_us] [gal_wi] [pk_us] [dqt_us] [dpt_us] [foz_m] [cup_m] [tsp_m] [tbs_m]
  [gal_br] [pk_br] [bu_br] [qt_br] [pt_br] [gil_br] [foz_br] [fdr_br] [min_br] [lbf_av] [dr_av] [scwt_av] [lcwt_av] [ston_av]
  [lton_av] [pwt_tr] [oz_tr] [lb_tr] [sc_ap] [dr_ap] [oz_ap] [lb_ap] [oz_m] [lne] [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce]
  [ligne] [didot] [cicero] [degR] [degRe] [Btu_39] [Btu_59] [Btu_60] [Btu_m] [Btu_IT] [Btu_th] [Btu] [HP] [den] [in_i'H2O] [in_i'Hg]
  [PRU] [wood'U] [p'diop] %[slope] [mesh_i] [Ch] [hnsf'U] [hp'_X] [hp'_C] [hp'_M] [hp'_Q] [hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C]
  [kp_M] [kp_Q] [S] [USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U] [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U] [mclg'U]
  [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U] [FEU] [ELU] [EU] b att circ sph
  [car_m] [car_Au] [smoot] [m/s2/Hz^(1/2)] bit_s
`;

function named(names: string, isMetric: boolean): [string, Atom][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, { factor: 1, dimensions: {}, metric: isMetric }]);
}

/** By name; nothing is converted with them. */
export const furtherAtoms: Readonly<Record<string, Atom>> = Object.fromEntries([
  ...named(metric, true),
  ...named(plain, false),
]);
