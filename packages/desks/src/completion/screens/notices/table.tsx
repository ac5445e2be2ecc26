/** A small table with a caption, which moves sideways on a narrow screen. */
import type { ReactNode } from 'react';
import './table.css';

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** What is said when there are no rows. */
  readonly empty: string;
}

export function Table({ caption, heads, rows, empty }: TableProps) {
  return (
    <section className="round-part" aria-label={caption}>
      <h2 className="page-part">{caption}</h2>
      {rows.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be reached by keys
        <div className="round-scroll" tabIndex={0}>
          <table className="rows">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells }) => (
                <tr key={key}>
                  {cells.map((cell, at) => (
                    <td key={heads[at]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
