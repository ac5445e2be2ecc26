/** Where a rule comes from. */

export interface Citation {
  /** As one would write it: `42 CFR 482.24(c)(4)(i)(A)`. */
  readonly text: string;
  /** Where it can be read. */
  readonly url: string;
  /** law, standard: its text was read. house: what hospitals do, or what one hospital decided; nobody is bound by it. */
  readonly weight: 'law' | 'standard' | 'house';
}

/** A section of the Code of Federal Regulations: `cfr('42 CFR 482.24', '(c)(2)')`. */
export function cfr(section: string, paragraph = ''): Citation {
  const [title, , number] = section.split(' ');
  return {
    text: section + paragraph,
    url: `https://www.ecfr.gov/current/title-${title}/section-${number}`,
    weight: 'law',
  };
}

/** What hospitals do without being told: the link explains, it does not bind. */
export function house(text: string, url: string): Citation {
  return { text, url, weight: 'house' };
}
