/** What rules say again and again. */

/** Under 42 CFR 482. A critical access hospital is under 485, a surgery centre under 416. */
export const hospitals = ['acute-hospital', 'psychiatric-hospital'];

/** First day of what hospitals have long done without a date. */
export const always = '1900-01-01';
