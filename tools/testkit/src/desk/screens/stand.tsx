/** What is in the umbrella stand, by the words of its desk. */
import { useDeskWords } from '@charthouse/ui';

export default function Stand() {
  const { list, why } = useDeskWords();
  return (
    <div className="page">
      <h1>{list('umbrellas/golden')}</h1>
      <p>{why('umbrellas/golden')}</p>
    </div>
  );
}
