/** Names of people who do not exist: given and family names of many origins, put together by chance. */
import type { Random } from '../random.ts';

interface Origin {
  /** How many of a hundred. */
  readonly share: number;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
  /** Written in another script, beside the name in Latin letters. */
  readonly script?: { readonly lang: string; readonly given: readonly string[]; readonly family: readonly string[] };
}

const words = (text: string) => text.split(' ');

const origins: readonly Origin[] = [
  {
    share: 46,
    female: words('Abigail Beatrice Carol Deborah Eleanor Frances Grace Harriet Irene Joan Katherine Lorraine Margaret Nancy Olive Patricia Rosalind Shirley Theresa Virginia Wilma Dorothy Ellen June Paula Rhonda Amber Brooke Kelsey Tara'),
    male: words('Albert Bernard Calvin Douglas Edgar Franklin Gordon Harold Ivan Jerome Kenneth Leonard Marvin Norman Oliver Philip Raymond Stanley Theodore Vernon Walter Clyde Dennis Earl Glenn Brandon Cody Dustin Tyler Wade'),
    family: words('Abbott Barlow Carver Draper Ellsworth Fairbanks Garrison Hollis Ingram Jessup Kendrick Lockwood Merriman Nesbitt Oakley Pemberton Quimby Radford Sheffield Thackeray Underhill Vance Whitlock Yardley Ashby Brackett Coombs Dunham Everly Fulton Goddard Hathaway Kimball Langford Mayhew Norwood Prescott Rigby Stoddard Tillman Wickham Bramwell Crandall Farnham Hartwell'),
  },
  {
    share: 17,
    female: words('Alejandra Beatriz Carmen Dolores Esperanza Guadalupe Inés Jimena Lucía Mercedes Noemí Pilar Rocío Soledad Ximena Yolanda'),
    male: words('Andrés Benjamín César Emilio Fermín Gonzalo Héctor Ignacio Joaquín Leandro Martín Óscar Ramiro Sebastián Tomás Vicente'),
    family: words('Alvarado Bañuelos Cisneros Domínguez Escobedo Fuentes Garza Huerta Ibáñez Jiménez Lozano Muñoz Núñez Orozco Peña Quiñones Robles Saldaña Treviño Urrutia Villaseñor Zúñiga'),
  },
  {
    share: 11,
    female: words('Aaliyah Bernadette Charlene Denise Ebony Latasha Monique Nia Renita Sheryl Tamika Yvette'),
    male: words('Alonzo Cedric Darnell Jamal Kendall Lamar Marcus Reggie Terrence Tyrone Willis Xavier'),
    family: words('Bolden Chatman Dorsey Gaines Hairston Ivory Jemison Kearse Latimer Mosley Pettway Ravenell Sturdivant Tolliver Vaughns Winfrey'),
  },
  {
    share: 6,
    female: words('Agnieszka Bożena Danuta Halina Małgorzata Jadwiga'),
    male: words('Bogdan Dariusz Grzegorz Janusz Łukasz Zbigniew'),
    family: words('Błaszczyk Chrzanowski Dąbrowski Gołębiewski Krzyżanowski Pawłowski Szczepański Wiśniewski Żukowski'),
  },
  {
    share: 4,
    female: words('Ananya Deepika Kavitha Meenakshi Padma Sunita'),
    male: words('Arjun Dinesh Harish Karthik Rajan Venkatesh'),
    family: words('Balasubramanian Chakraborty Deshpande Gopalakrishnan Iyer Krishnamurthy Mukherjee Ranganathan Subramaniam Venkataraman'),
  },
  {
    share: 4,
    female: words('Amal Fatima Hanan Layla Nour Salma'),
    male: words('Adel Bilal Hassan Khalid Omar Tariq'),
    family: words('Haddad Khoury Mansour Nasser Sabbagh Zaidan'),
    script: { lang: 'ar', given: words('أمل فاطمة حنان ليلى نور سلمى'), family: words('حداد خوري منصور ناصر صباغ زيدان') },
  },
  {
    share: 4,
    female: words('Hui Jing Lan Mei Xiu Ying'),
    male: words('Bao Feng Guang Jian Ping Wei'),
    family: words('Chen Deng Guo Huang Lin Zhao'),
    script: { lang: 'zh', given: words('慧 静 兰 梅 秀 英'), family: words('陈 邓 郭 黄 林 赵') },
  },
  {
    share: 3,
    female: words('Bích Hạnh Kim-Liên Ngọc Phương Thúy'),
    male: words('Anh Dũng Hiếu Minh Quốc Tuấn'),
    family: words('Đặng Đỗ Huỳnh Nguyễn Phạm Trương'),
  },
  {
    share: 3,
    female: words('Adaeze Chidinma Folasade Ngozi Temitope'),
    male: words('Babatunde Chukwuemeka Ifeanyi Oluwaseun Uchenna'),
    family: words('Adebayo Chukwumereije Nwachukwu Ogunleye Okonkwo'),
  },
  {
    share: 2,
    female: words('Avital Dvora Rivka Shira Tamar'),
    male: words('Avner Dov Moshe Shimon Yehuda'),
    family: words('Ben-Ami Cohen-Tzedek Elbaz Mizrahi Shapira'),
    script: { lang: 'he', given: words('אביטל דבורה רבקה שירה תמר'), family: words('בן־עמי כהן־צדק אלבז מזרחי שפירא') },
  },
]; // biome-ignore format: one table

export interface PersonName {
  readonly given: readonly string[];
  readonly family: string;
  readonly suffix?: string;
  /** The name as its bearer writes it. */
  readonly native?: { readonly lang: string; readonly given: string; readonly family: string };
}

export function nameOf(random: Random, gender: 'female' | 'male'): PersonName {
  const origin = originBy(random);
  const pool = origin[gender];
  const [first = '', second = ''] = random.some(pool, 2);
  const family = random.chance(5)
    ? `${random.one(origin.family)}-${random.one(origins[0]!.family)}`
    : random.one(origin.family);
  const native = origin.script;
  const place = native ? pool.indexOf(first) % native.given.length : 0;
  return {
    given: random.chance(45) ? [first, second] : [first],
    family,
    ...(gender === 'male' && random.chance(3) && { suffix: random.one(['Jr.', 'III']) }),
    ...(native &&
      gender === 'female' && {
        native: {
          lang: native.lang,
          given: native.given[place]!,
          family: native.family[Math.max(0, origin.family.indexOf(family)) % native.family.length]!,
        },
      }),
  };
}

function originBy(random: Random): Origin {
  let left = random.next() * origins.reduce((sum, { share }) => sum + share, 0);
  for (const origin of origins) {
    left -= origin.share;
    if (left < 0) return origin;
  }
  return origins[0]!;
}

/** `Margaret Lockwood` */
export function called({ given, family, suffix }: PersonName): string {
  return [given[0], family, suffix].filter(Boolean).join(' ');
}
