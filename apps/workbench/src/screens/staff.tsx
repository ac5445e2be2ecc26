/** Somebody of the house, as the directory has them. */
import { FactsView } from '@charthouse/ui';
import { useParams } from '@tanstack/react-router';

export function Staff() {
  const { id } = useParams({ from: '/staff/$id' });
  return (
    <div className="page">
      <FactsView type="Practitioner" id={id} />
    </div>
  );
}
