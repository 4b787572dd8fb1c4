import { Link } from 'react-router';
import { Badge, Icon } from '../../components/index.ts';
import { FeatureIcon } from './feature-icon.tsx';
import type { FeatureCard } from './feature-rows.ts';

/** A feature that is not on: what it does, and the way to its page. */
export function CatalogCard({ card }: { card: FeatureCard }) {
  const { key, title, summary, category, highlights, icon } = card;
  return (
    <li className="relative flex flex-col gap-4 rounded-16 border border-line bg-white p-6 hover:border-blue-900 hover:bg-blue-50">
      <div className="flex items-center gap-4">
        <FeatureIcon svg={icon} />
        <div className="flex min-w-0 flex-col items-start gap-1">
          <Link
            to={`/features/${key}`}
            className="text-std-18B-160 text-blue-1000 underline underline-offset-4 after:absolute after:inset-0 after:rounded-16"
          >
            {title}
          </Link>
          <Badge>{category.title}</Badge>
        </div>
      </div>
      <p>{summary}</p>
      {highlights.length > 0 && (
        <ul className="flex flex-col gap-1">
          {highlights.map((each) => (
            <li key={each} className="flex gap-2">
              <Icon name="check" className="mt-1 size-5 text-green-900" />
              {each}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
